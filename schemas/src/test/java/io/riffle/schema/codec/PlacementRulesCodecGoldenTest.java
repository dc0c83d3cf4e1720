package io.riffle.schema.codec;

import io.riffle.schema.AskExamples;
import org.junit.jupiter.api.Test;

class PlacementRulesCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new PlacementRulesCodec(), "placement-rules", AskExamples.rules());
    }
}
