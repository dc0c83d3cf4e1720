package io.riffle.schema.codec;

import io.riffle.schema.AskExamples;
import org.junit.jupiter.api.Test;

class SlateRequestCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new SlateRequestCodec(), "slate-request", AskExamples.request());
    }

    @Test
    void releasedContextsKeepTheirMeaning() {
        Golden.holds(new SlateRequestCodec(), "slate-request-told", AskExamples.toldRequest(), 2);
    }
}
