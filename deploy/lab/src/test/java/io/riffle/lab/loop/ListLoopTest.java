package io.riffle.lab.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.lab.lists.ListConfig;
import io.riffle.lab.lists.ListSimulation;
import io.riffle.lab.lists.SimulatedList;
import io.riffle.schema.Ids;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Outcome;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.serving.slate.Exploration;
import io.riffle.training.lists.ListSample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListLoopTest {
    private static final int SLOTS = 5;
    private static final ListConfig CONFIG = new ListConfig(60, 40, 4, 20, 10, SLOTS, 1.0, 1.0, 6);
    private static final Exploration SOME = new Exploration(.3, .5);

    @TempDir private Path folder;

    /** Learns nothing, and remembers what it was told. */
    private static final class Silent implements LoopLearner {
        private final List<TrainingSample> told = new ArrayList<>();

        @Override
        public void learn(TrainingSample sample) {
            told.add(sample);
        }

        @Override
        public List<ModelUpdate> published() {
            return List.of();
        }

        @Override
        public long refused() {
            return 0;
        }

        @Override
        public void close() {}
    }

    @Test
    void whereNothingIsPublishedTheCurveIsTheFirstStages() {
        for (LoopWindow window : run(new Silent(), Exploration.NONE, 200)) {
            assertThat(window.served()).isEqualTo(window.firstStage());
            assertThat(window.oracle()).isGreaterThan(window.firstStage());
            assertThat(window.version()).isZero();
            assertThat(window.drawn()).isZero();
        }
    }

    /** Logged lists of the same seeds: the offline table has its first stage and oracle of them. */
    @Test
    void requestsAreThoseOfLoggedListsAndTheTruthIsTheirs() {
        for (Exploration exploration : List.of(Exploration.NONE, SOME)) {
            List<LoopWindow> windows = run(new Silent(), exploration, 200);
            ListSimulation logged = new ListSimulation(CONFIG, 1, 2);
            for (LoopWindow window : windows) {
                double firstStage = 0;
                double oracle = 0;
                for (int n = 0; n < window.requests(); n++) {
                    SimulatedList list = logged.next();
                    firstStage += list.expectedClicks(new int[] {0, 1, 2, 3, 4});
                    oracle += list.oracleClicks();
                }
                assertThat(window.firstStage())
                        .isCloseTo(firstStage / window.requests(), within(1e-12));
                assertThat(window.oracle()).isCloseTo(oracle / window.requests(), within(1e-12));
            }
        }
    }

    @Test
    void slatesAreWorthWhatTheTruthSaysAndNotWhatWasClicked() {
        Silent learner = new Silent();
        List<LoopWindow> windows = run(learner, SOME, 120);
        ListSimulation logged = new ListSimulation(CONFIG, 1, 2);
        double worth = 0;
        int clicks = 0;
        int drawn = 0;
        for (TrainingSample sample : learner.told) {
            SimulatedList list = logged.next();
            List<String> candidates = List.of(list.sample().candidates());
            worth +=
                    list.expectedClicks(
                            sample.displayed().stream().mapToInt(candidates::indexOf).toArray());
            clicks += sample.labels().size();
            drawn += sample.propensities().isEmpty() ? 0 : 1;
        }
        assertThat(windows.stream().mapToDouble(w -> w.served() * w.requests()).sum())
                .isCloseTo(worth, within(1e-9))
                .isNotCloseTo(clicks, within(1e-6));
        assertThat(windows.stream().mapToInt(LoopWindow::drawn).sum())
                .isEqualTo(drawn)
                .isPositive();
    }

    @Test
    void samplesTellTheRequestTheSlateAndItsClicks() {
        Silent learner = new Silent();
        run(learner, SOME, 60);
        ListSimulation logged = new ListSimulation(CONFIG, 1, 2);
        for (TrainingSample sample : learner.told) {
            ListSample list = logged.next().sample();
            assertThat(sample.recommendationId()).isEqualTo(list.listId());
            assertThat(sample.sampleId()).isEqualTo(Ids.sampleId(list.listId(), 0));
            assertThat(sample.profile()).isEqualTo(list.profile());
            assertThat(sample.candidates().stream().map(c -> c.itemId()))
                    .containsExactly(list.candidates());
            assertThat(sample.displayed()).hasSize(SLOTS);
            assertThat(sample.tier()).isEqualTo(Tier.GENERATOR_ONLY);
            assertThat(sample.labels())
                    .allSatisfy(l -> assertThat(sample.displayed()).contains(l.itemId()));
            assertThat(sample.outcome() == Outcome.CLICKED).isEqualTo(sample.next() != null);
            assertThat(sample.next())
                    .isEqualTo(sample.labels().isEmpty() ? null : sample.labels().get(0));
        }
    }

    @Test
    void aLoopThatLearnsIsTheSameWhenItRunsAgain() {
        List<List<LoopWindow>> runs = new ArrayList<>();
        for (String store : List.of("one", "two")) {
            Path files = folder.resolve(store);
            ListSimulation world = new ListSimulation(CONFIG, 1, 2);
            var learner = new TrainerLearner(files, world.world().items());
            try (ListLoop loop = new ListLoop(world, SLOTS, files, learner, SOME)) {
                runs.add(loop.run(400, 100, window -> {}));
            }
        }
        assertThat(runs.get(0)).hasSize(4).isEqualTo(runs.get(1));
    }

    private List<LoopWindow> run(LoopLearner learner, Exploration exploration, int requests) {
        try (ListLoop loop =
                new ListLoop(
                        new ListSimulation(CONFIG, 1, 2), SLOTS, folder, learner, exploration)) {
            return loop.run(requests, 50, window -> {});
        }
    }
}
