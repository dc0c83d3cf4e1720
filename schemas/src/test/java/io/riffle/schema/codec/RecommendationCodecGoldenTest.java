package io.riffle.schema.codec;

import io.riffle.schema.Examples;
import org.junit.jupiter.api.Test;

class RecommendationCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new RecommendationCodec(), "recommendation", Examples.recommendation());
    }

    @Test
    void answersToRequestsKeepTheirMeaning() {
        Golden.holds(new RecommendationCodec(), "recommendation-asked", Examples.reply(), 2);
    }
}
