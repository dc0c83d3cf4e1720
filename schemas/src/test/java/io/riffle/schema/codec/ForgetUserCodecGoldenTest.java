package io.riffle.schema.codec;

import io.riffle.schema.Examples;
import org.junit.jupiter.api.Test;

class ForgetUserCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new ForgetUserCodec(), "forget-request", Examples.forget());
    }
}
