package io.riffle.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.actions.ActionRules;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.InteractionsBuilder;
import io.riffle.training.online.OnlineTrainer;
import io.riffle.training.stream.BackboneSettings;
import io.riffle.training.testing.TestTrainer;
import io.riffle.training.testing.Worlds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamLearnerTest {
    private static final Action[] DONE = {
        Action.CLICK, Action.CLICK, Action.PURCHASE, Action.CART, Action.CLICK
    };
    private static final ActionRules RULES =
            new ActionRules(
                    Map.of(Action.CLICK, 1f, Action.PURCHASE, 4f, Action.CART, 0f),
                    ActionRules.USUAL.history());
    private static final BackboneSettings HOW =
            new BackboneSettings(
                    5e-3f, 1e-3f, 5, 10, 0, .1f, 50, 64, 1000, 16, 100, false, 7, RULES, 0);

    @TempDir private Path folder;
    private int stores;

    /** What an evaluation measures is what the training job does. */
    @Test
    void eventsOfAFileTeachWhatTheSameClicksTeachTheTrainingJob() {
        assertThat(taughtAlike(walks(false))).isNotEmpty();
    }

    @Test
    void aPurchaseTeachesAsTheJobTeachesIt() {
        Interactions walks = walks(true);
        Set<Action> taught = EnumSet.noneOf(Action.class);
        for (int event : walks.inTimeOrder()) {
            if (event > walks.begin(walks.userOf(event))) {
                HistoryEvent next = StreamLearner.sample(walks, event, 50).next();
                taught.add(Objects.requireNonNull(next).action());
            }
        }
        assertThat(taught).contains(Action.CLICK, Action.CART, Action.PURCHASE);
        assertThat(taughtAlike(walks)).isNotEqualTo(taughtAlike(walks(false)));
    }

    /** The item table that learner and job have in common after the same events. */
    private float[] taughtAlike(Interactions walks) {
        int[] order = walks.inTimeOrder();
        TestTrainer trainers =
                new TestTrainer(folder, new AtomicLong(1_000_000))
                        .backbone(HOW)
                        .reservoir(30)
                        .replay(.6)
                        // What waits to be judged on is learned later, and in another order.
                        .heldOut(0);
        try (StreamLearner learner =
                        StreamLearner.of(trainers.settings(), null, TestTrainer.SHAPE, "cpu");
                OnlineTrainer job = trainers.in("job" + stores++)) {
            for (int from = 0; from < order.length; from += 40) {
                int[] stretch = Arrays.copyOfRange(order, from, Math.min(order.length, from + 40));
                learner.learn(walks, stretch);
                for (int event : stretch) {
                    if (event > walks.begin(walks.userOf(event))) {
                        trainers.learnWhenFull(job, StreamLearner.sample(walks, event, 50));
                    }
                }
                trainers.learn(job);
            }
            assertThat(job.progress().learned()).isGreaterThan(60);
            Map<String, float[]> weights = job.models().backbone().weights();
            assertThat(learner.weights().keySet()).isEqualTo(weights.keySet());
            learner.weights()
                    .forEach(
                            (name, values) ->
                                    assertThat(weights.get(name)).as(name).isEqualTo(values));
            return Objects.requireNonNull(weights.get("item_embedding"));
        }
    }

    /** Walks of clicks only, or with purchases, and carts, which teach nothing here. */
    private static Interactions walks(boolean actions) {
        Interactions walks = Worlds.walks(12, 20, 18, 3).over(List.of());
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int event : walks.inTimeOrder()) {
            Action action = actions ? DONE[event % DONE.length] : Action.CLICK;
            builder.add(
                    walks.userId(walks.userOf(event)),
                    walks.itemIds().get(walks.row(event) - 1),
                    walks.seconds(event),
                    action,
                    RULES.weight(action));
        }
        return builder.build();
    }
}
