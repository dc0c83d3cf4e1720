package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Outcome;
import io.riffle.schema.TrainingSample;
import io.riffle.training.stream.GrowingItems;
import io.riffle.training.testing.Samples;
import io.riffle.training.testing.TestTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of a shop whose catalogue changes, on a clock that the test moves. */
class OnlineDayTest {
    private static final long MINUTE = 60_000;
    private static final int MINUTES = 24 * 60;
    private static final int ROWS = 100;
    private static final int CATALOGUE = 60;

    @TempDir private Path folder;
    private final AtomicLong clock = new AtomicLong(1_000_000_000_000L);

    @Test
    void nothingGrowsBeyondItsBoundAndEveryClickTeachesOnce() throws IOException {
        TestTrainer trainers = new TestTrainer(folder, clock).remembered(200).reservoir(50);
        long clicks = 0;
        List<ModelUpdate> published = new ArrayList<>();
        int largest = 0;
        try (OnlineTrainer trainer = trainers.in("a")) {
            for (int minute = 0; minute < MINUTES; minute++) {
                trainer.describe(new Item(item(minute), "", List.of("c"), 0, Map.of()));
                if (minute >= CATALOGUE) {
                    trainer.withdraw(item(minute - CATALOGUE));
                }
                for (int user = 0; user < 3; user++) {
                    String name = "u" + minute + "-" + user;
                    String seen = item(minute - user - 1) + item(minute - user);
                    trainers.learnWhenFull(trainer, Samples.of(name, seen + item(minute)));
                    clicks++;
                }
                // Who was silent for ten hours comes back.
                String visitor = "v" + minute;
                trainers.learnWhenFull(
                        trainer, Samples.as(Outcome.EXPIRED, revised(visitor, minute, false)));
                if (minute >= 600) {
                    int then = minute - 600;
                    trainers.learnWhenFull(trainer, revised("v" + then, then, true));
                    clicks++;
                }
                trainers.learn(trainer);
                clock.addAndGet(MINUTE);
                published.addAll(trainer.publishDue());
                if (minute == MINUTES / 2) {
                    largest = TestTrainer.saved(trainer).length;
                }
            }

            assertThat(trainer.progress().learned()).isEqualTo(clicks);
            assertThat(trainer.progress().unanswered()).isEqualTo(MINUTES);
            assertThat(trainer.progress().repeated()).isZero();
            assertThat(trainer.progress().waiting()).isZero();
            assertThat(trainer.progress().items()).isLessThanOrEqualTo(ROWS + 1);
            assertThat(trainer.kept()).hasSize(50);
            GrowingItems items = trainer.models().backbone().items();
            assertThat(items.described()).hasSize(CATALOGUE);
            // What was new within the last snapshots has its row, what left the catalogue lost it.
            assertThat(items.row(item(MINUTES - 5))).isPositive();
            assertThat(items.row(item(10))).isZero();
            assertThat(published)
                    .filteredOn(update -> update.model().equals(ModelUpdate.BACKBONE))
                    .hasSizeBetween(MINUTES / 2, MINUTES);
            // Facts of the items that the day brought are all that grew: an id, two numbers and the
            // times of up to eight clicks each.
            assertThat(TestTrainer.saved(trainer).length)
                    .isLessThan(largest + (5 + 2 * 8 + 1 + 8 * 8) * MINUTES / 2 + 4_096);
        }
    }

    private static TrainingSample revised(String user, int minute, boolean clicked) {
        String seen = item(minute - 1) + item(minute);
        return clicked
                ? Samples.revised(user, seen, Samples.click(item(minute + 1), 2), 1)
                : Samples.revised(user, seen, null, 0);
    }

    /** One letter a minute. */
    private static String item(int minute) {
        return String.valueOf((char) (0x4e00 + Math.max(0, minute)));
    }
}
