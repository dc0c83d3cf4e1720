package io.riffle.schema.codec;

import io.riffle.schema.Activity;
import io.riffle.schema.Examples;
import org.junit.jupiter.api.Test;

class HistoryHeadCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new HistoryHeadCodec(), "history-head", Examples.head());
    }

    @Test
    void releasedActivitiesKeepTheirMeaning() {
        Activity activity =
                new Activity(978_300_780_000L, 978_300_760_200L, 3, 978_300_760_300_000L, 0);
        Golden.holds(
                new HistoryHeadCodec(), "history-head-active", Examples.head().with(activity), 2);
    }

    @Test
    void releasedRatesKeepTheirMeaning() {
        Activity activity = new Activity(0, 978_300_760_200L, 3, 0, 978_300_760_400_000L);
        Golden.holds(
                new HistoryHeadCodec(), "history-head-busy", Examples.head().with(activity), 3);
    }
}
