package io.riffle.schema.codec;

import io.riffle.schema.AskExamples;
import org.junit.jupiter.api.Test;

class GuestHistoryCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new GuestHistoryCodec(), "guest-history", AskExamples.guestHistory());
    }
}
