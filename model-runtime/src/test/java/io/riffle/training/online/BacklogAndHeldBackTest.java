package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.TrainingSample;
import io.riffle.training.samples.HeldBack;
import io.riffle.training.samples.Lesson;
import io.riffle.training.samples.Taken;
import io.riffle.training.testing.Samples;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backlog leaves of the samples is held back as any others: two draws, not one. */
class BacklogAndHeldBackTest {
    private static final int REQUESTS = 20_000;
    private static final double SHARE = .25;

    @ParameterizedTest
    @ValueSource(longs = {0, 6_000, 10_000, 20_000})
    void ofWhatIsKeptAtAnyLagMostIsLearnedAtOnce(long lag) {
        BacklogPolicy policy = new BacklogPolicy(1_000, 5_000);
        HeldBack heldBack = new HeldBack(SHARE, REQUESTS);
        int kept = 0;
        int learned = 0;
        for (int n = 0; n < REQUESTS; n++) {
            TrainingSample sample = Samples.revised("u" + n, "x", Samples.click("a", 1), 0, "a");
            if (policy.keeps(sample, lag)) {
                kept++;
                learned += heldBack.exchange(List.of(new Taken(Lesson.whole(sample), true))).size();
            }
        }
        double spread = Math.sqrt(SHARE * (1 - SHARE) / kept);
        assertThat(1 - (double) learned / kept).isBetween(SHARE - 5 * spread, SHARE + 5 * spread);
    }
}
