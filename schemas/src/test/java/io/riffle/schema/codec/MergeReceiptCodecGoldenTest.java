package io.riffle.schema.codec;

import io.riffle.schema.Examples;
import org.junit.jupiter.api.Test;

class MergeReceiptCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new MergeReceiptCodec(), "merge-receipt", Examples.mergeReceipt());
    }
}
