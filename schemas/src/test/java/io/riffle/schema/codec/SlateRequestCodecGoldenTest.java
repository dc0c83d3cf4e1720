package io.riffle.schema.codec;

import io.riffle.schema.Examples;
import org.junit.jupiter.api.Test;

class SlateRequestCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new SlateRequestCodec(), "slate-request", Examples.request());
    }

    @Test
    void releasedContextsKeepTheirMeaning() {
        Golden.holds(new SlateRequestCodec(), "slate-request-told", Examples.toldRequest(), 2);
    }
}
