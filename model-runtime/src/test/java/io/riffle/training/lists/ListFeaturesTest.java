package io.riffle.training.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ListFeaturesTest {
    private static final String[] HISTORY = {"h1", "h2"};

    @Test
    void countsComeFromTheListsBefore() {
        ListFeatures features = new ListFeatures();
        features.learn(list(1_000, HISTORY, "a", "b", "c", "d"));
        float[][] columns = features.of(HISTORY, new String[] {"a", "b", "new"}, 1_000 + 3_600);
        assertThat(column(columns, 0, "clicks")).isCloseTo((float) Math.log(2), within(1e-6f));
        assertThat(column(columns, 1, "clicks")).isZero();
        assertThat(column(columns, 0, "log_rate"))
                .isCloseTo((float) Math.log(2 / 26.0), within(1e-6f));
        // One of four was clicked, so that chance would have given it a quarter of a click.
        assertThat(column(columns, 0, "log_lift"))
                .isCloseTo((float) Math.log(2 / 1.25), within(1e-6f));
        assertThat(column(columns, 0, "log_lift_1h"))
                .isCloseTo((float) Math.log(1 / .625), within(1e-6f));
        assertThat(column(columns, 0, "age")).isCloseTo((float) Math.log(2), within(1e-6f));
        assertThat(column(columns, 2, "new")).isEqualTo(1);
        assertThat(column(columns, 0, "new")).isZero();
        assertThat(columns[0]).hasSameSizeAs(ListFeatures.names());
    }

    @Test
    void itemsClickedByUsersOfTheSameHistoryAreSimilar() {
        ListFeatures features = new ListFeatures();
        features.learn(list(1_000, HISTORY, "a", "b"));
        features.learn(list(1_001, new String[] {"x"}, "b", "a"));
        String[] candidates = {"a", "b"};
        float[][] alike = features.of(HISTORY, candidates, 1_002);
        float[][] other = features.of(new String[] {"x"}, candidates, 1_002);
        assertThat(column(alike, 0, "similar_readers")).isPositive();
        assertThat(column(alike, 1, "similar_readers")).isZero();
        assertThat(column(other, 0, "similar_readers")).isZero();
        assertThat(column(other, 1, "similar_readers")).isPositive();
        assertThat(column(features.of(new String[0], candidates, 1_002), 0, "no_history"))
                .isEqualTo(1);
    }

    @Test
    void clickRateCountsOnlyWhatWasShown() {
        ClickRate rate = new ClickRate();
        ListSample sample = list(1_000, HISTORY, "a", "b", "c");
        rate.learn(
                new ListSample(
                        "l",
                        "u",
                        1_000,
                        Map.of(),
                        HISTORY,
                        new long[0],
                        sample.candidates(),
                        new float[0],
                        new float[0][],
                        sample.labels(),
                        new int[] {1, 0, -1},
                        new float[0]));
        assertThat(rate.score(new String[] {"a", "b", "c"}))
                .containsExactly(2 / 26f, 1 / 26f, 1 / 25f);
    }

    /** A list whose first candidate is clicked. */
    private static ListSample list(long seconds, String[] history, String... candidates) {
        float[] labels = new float[candidates.length];
        labels[0] = 1;
        return new ListSample(
                "l" + seconds,
                "u",
                seconds,
                Map.of(),
                history,
                new long[0],
                candidates,
                new float[0],
                new float[0][],
                labels,
                new int[0],
                new float[0]);
    }

    private static float column(float[][] columns, int candidate, String name) {
        return columns[candidate][ListFeatures.names().indexOf(name)];
    }
}
