package io.riffle.schema.codec;

import io.riffle.schema.SlateExamples;
import org.junit.jupiter.api.Test;

class OpenSlateCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new OpenSlateCodec(), "open-slate", SlateExamples.slate());
    }

    @Test
    void releasedReplaysKeepTheirMeaning() {
        Golden.holds(new OpenSlateCodec(), "open-slate-replayed", SlateExamples.replayedSlate(), 2);
    }

    @Test
    void releasedImpressionsKeepTheirMeaning() {
        Golden.holds(new OpenSlateCodec(), "open-slate-seen", SlateExamples.seenSlate(), 3);
    }

    @Test
    void releasedRequestsKeepTheirMeaning() {
        Golden.holds(new OpenSlateCodec(), "open-slate-asked", SlateExamples.askedSlate(), 4);
    }
}
