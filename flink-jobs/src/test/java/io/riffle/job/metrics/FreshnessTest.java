package io.riffle.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.testing.ReadableMetrics;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshnessTest {

    private final ReadableMetrics metrics = new ReadableMetrics();
    private long nanos;
    private final Freshness freshness = new Freshness(metrics, () -> nanos);

    private void recommended(long backbone, long reranker, long now, String... shown) {
        List<RankedItem> items = new ArrayList<>();
        for (String item : shown) {
            items.add(new RankedItem(item, items.size() + 1, 1, 1));
        }
        freshness.recommended(
                new Recommendation(
                        "r", "u", "e", items, 1, now - 7, now, backbone, reranker, Tier.FULL, null,
                        List.of()));
    }

    private static ModelUpdate update(String model, long version) {
        return new ModelUpdate(
                model,
                version,
                0,
                "uri",
                "0".repeat(64),
                5_000,
                Map.of("learned_from_ms", 1_000.0, "learned_until_ms", 4_000.0),
                0);
    }

    @Test
    void theFirstRecommendationByNewWeightsSaysHowOldTheirClicksAre() {
        freshness.swapped(update(ModelUpdate.BACKBONE, 2));
        recommended(1, 1, 5_500);
        recommended(2, 1, 6_000);
        recommended(2, 1, 9_000);

        assertThat(metrics.value("model=backbone.freshness.oldest_click_ms")).isEqualTo(5_000);
        assertThat(metrics.value("model=backbone.freshness.newest_click_ms")).isEqualTo(2_000);
        assertThat(metrics.value("model=backbone.freshness.worst_click_ms")).isEqualTo(5_000);
        assertThat(metrics.value("model=backbone.freshness.click_to_announcement_ms"))
                .isEqualTo(1_000);
        assertThat(metrics.value("model=backbone.freshness.announcement_to_slate_ms"))
                .isEqualTo(1_000);
        assertThat(metrics.value("model=reranker.freshness.newest_click_ms")).isZero();
    }

    @Test
    void theRerankerIsTimedByItself() {
        freshness.swapped(update(ModelUpdate.RERANKER, 2));
        recommended(1, 2, 6_500);

        assertThat(metrics.value("model=reranker.freshness.newest_click_ms")).isEqualTo(2_500);
    }

    @Test
    void recommendationsAndSamplesAreTimedFromTheirClick() {
        recommended(1, 1, 100);
        freshness.sampled(100, 109);

        assertThat(metrics.value("freshness.recommendation_ms.mean")).isEqualTo(7);
        assertThat(metrics.value("freshness.sample_ms.mean")).isEqualTo(9);
    }

    @Test
    void whatWasSlowTenMinutesAgoDoesNotCount() {
        freshness.sampled(0, 60_000);
        nanos = Duration.ofMinutes(10).toNanos();
        assertThat(metrics.value("freshness.sample_ms.mean")).isNaN();
        freshness.sampled(0, 5);
        nanos += Duration.ofSeconds(30).toNanos();
        freshness.sampled(0, 7);

        assertThat(metrics.value("freshness.sample_ms.mean")).isEqualTo(6);
    }

    @Test
    void theNewestThousandAreLookedAt() {
        for (int sample = 0; sample < 1_500; sample++) {
            freshness.sampled(0, sample < 500 ? 9_000 : 3);
        }

        assertThat(metrics.value("freshness.sample_ms.mean")).isEqualTo(3);
    }

    @Test
    void aNewItemIsTimedFromItsAppearanceToItsFirstSlate() {
        freshness.exposure().appeared("new", 1_000);
        freshness.exposure().appeared("new", 2_000);
        freshness.exposure().appeared("withdrawn", 1_000);
        freshness.exposure().withdrawn("withdrawn");
        recommended(1, 1, 3_000, "old");
        assertThat(metrics.value("item.first_exposed")).isZero();
        assertThat(metrics.value("item.waiting")).isEqualTo(1);
        recommended(1, 1, 5_000, "old", "new", "withdrawn");
        recommended(1, 1, 9_000, "new");

        assertThat(metrics.value("item.first_exposed")).isEqualTo(1);
        assertThat(metrics.value("freshness.first_exposure_ms")).isEqualTo(4_000);
        assertThat(metrics.value("freshness.mean_first_exposure_ms")).isEqualTo(4_000);
        assertThat(metrics.value("freshness.worst_first_exposure_ms")).isEqualTo(4_000);
    }
}
