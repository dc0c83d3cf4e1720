package io.riffle.schema.codec;

import io.riffle.schema.Examples;
import org.junit.jupiter.api.Test;

class ForgetReceiptCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new ForgetReceiptCodec(), "forget-receipt", Examples.receipt());
    }
}
