package io.riffle.schema.codec;

import io.riffle.schema.AskExamples;
import org.junit.jupiter.api.Test;

class MergeReceiptCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new MergeReceiptCodec(), "merge-receipt", AskExamples.mergeReceipt());
    }
}
