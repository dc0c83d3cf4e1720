package io.riffle.schema.codec;

import io.riffle.schema.Examples;
import org.junit.jupiter.api.Test;

class DeadLetterCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new DeadLetterCodec(), "dead-letter", Examples.letter());
    }

    @Test
    void releasedCutLettersKeepTheirMeaning() {
        Golden.holds(new DeadLetterCodec(), "dead-letter-cut", Examples.cutLetter(), 2);
    }
}
