package io.riffle.schema.codec;

import io.riffle.schema.Examples;
import org.junit.jupiter.api.Test;

class OpenSlateCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new OpenSlateCodec(), "open-slate", Examples.slate());
    }

    @Test
    void releasedReplaysKeepTheirMeaning() {
        Golden.holds(new OpenSlateCodec(), "open-slate-replayed", Examples.replayedSlate(), 2);
    }

    @Test
    void releasedImpressionsKeepTheirMeaning() {
        Golden.holds(new OpenSlateCodec(), "open-slate-seen", Examples.seenSlate(), 3);
    }

    @Test
    void releasedRequestsKeepTheirMeaning() {
        Golden.holds(new OpenSlateCodec(), "open-slate-asked", Examples.askedSlate(), 4);
    }
}
