package io.riffle.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.backbone.BackboneTrainer;
import io.riffle.training.backbone.Negatives;
import io.riffle.training.backbone.QueryTime;
import io.riffle.training.backbone.TrainingOptions;
import io.riffle.training.backbone.Windows;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.Ties;
import io.riffle.training.metrics.RankingMetrics;
import io.riffle.training.online.OnlineSettings;
import io.riffle.training.stream.BackboneSettings;
import io.riffle.training.testing.TestTrainer;
import io.riffle.training.testing.Worlds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrequentialBackboneTest {
    private static final int KNOWN_ITEMS = 18;
    private static final BackboneShape SHAPE = new BackboneShape(16, 2, 32, 20);
    private static final TrainingOptions OPTIONS =
            new TrainingOptions(
                    1,
                    128,
                    5e-3f,
                    0,
                    1,
                    0,
                    .1f,
                    Negatives.ALL,
                    16,
                    QueryTime.MIXED,
                    Windows.ALL,
                    7);

    @Test
    void everyEventIsRankedAsServedByWhatCameBefore() {
        Interactions walks = Worlds.walks(12, 20, 18, 3).over(List.of());
        try (BackboneTrainer trainer =
                BackboneTrainer.fresh(SHAPE, KNOWN_ITEMS + 1, OPTIONS, "cpu")) {
            ScoredStream stream = new ScoredStream(walks, .3, ScoredStream.Clicks.ALL);
            PrequentialBackbone run = PrequentialBackbone.frozen(stream, trainer, 37);
            run.run(events -> {});
            RankingMetrics byEvent = new RankingMetrics();
            RankingMetrics tieSafe = new RankingMetrics();
            int[] order = walks.inTimeOrder();
            for (int i = (int) (order.length * .3); i < order.length; i++) {
                int begin = walks.begin(walks.userOf(order[i]));
                byEvent.add(rank(walks, trainer.scorer(), begin, order[i], order[i]));
                int known = Ties.known(walks, begin, order[i]);
                tieSafe.add(rank(walks, trainer.scorer(), begin, known, order[i]));
            }
            assertSame(run.eventByEvent().metrics(), byEvent);
            assertSame(run.tieSafe().metrics(), tieSafe);
            assertThat(byEvent.hitRate(10)).isBetween(.05, .95);
        }
    }

    @Test
    void whatIsNotScoredIsLearnedFromAndDoesNotCount() {
        Interactions walks = Worlds.walks(30, 20, 40, 3).over(List.of());
        ScoredStream stream = new ScoredStream(walks, .6, ScoredStream.Clicks.NEW);
        double early = hitRate(stream, stream.first(), 0);
        double whole = hitRate(stream, 0, 0);
        assertThat(whole).isGreaterThan(early + .1);
    }

    @Test
    void replayTeachesMoreFromTheSameStream() {
        Interactions walks = Worlds.walks(30, 20, 40, 3).over(List.of());
        ScoredStream stream = new ScoredStream(walks, .6, ScoredStream.Clicks.NEW);
        assertThat(hitRate(stream, 0, 2)).isGreaterThan(hitRate(stream, 0, 0));
    }

    private static double hitRate(ScoredStream stream, int learnFrom, double replay) {
        BackboneSettings how =
                new BackboneSettings(5e-3f, 5e-3f, 0, 10, 0, .1f, 20, 128, 1000, 16, 100, false, 7);
        OnlineSettings settings =
                new TestTrainer(Path.of("unused"), new AtomicLong())
                        .backbone(how)
                        .reservoir(1_000)
                        .replay(replay)
                        .settings();
        try (StreamLearner learner = StreamLearner.of(settings, null, SHAPE, "cpu")) {
            PrequentialBackbone run = PrequentialBackbone.learning(stream, learner, 40, learnFrom);
            run.run(events -> {});
            assertThat(run.eventByEvent().metrics().count()).isEqualTo(stream.size());
            return run.eventByEvent().metrics().ndcg(10);
        }
    }

    @Test
    void longHistoriesKeepTheirWindowWithinTheModel() {
        Interactions walks = Worlds.walks(3, 20, 200, 3);
        List<AskedWindow> windows = new ArrayList<>();
        for (int u = 0; u < walks.users(); u++) {
            int[] user = {u, walks.begin(u), walks.end(u)};
            int[] same = IntStream.range(0, walks.itemRows()).toArray();
            AskedWindow.cut(walks, user, same, 20, windows);
        }
        int asked = 0;
        for (AskedWindow window : windows) {
            assertThat(window.length()).isLessThanOrEqualTo(20);
            for (AskedWindow.Ask ask : window.asks()) {
                assertThat(ask.position()).isLessThan(window.length());
                assertThat(ask.tiePosition()).isLessThanOrEqualTo(ask.position());
                asked++;
            }
        }
        assertThat(asked).isEqualTo(walks.size());
    }

    /** But for the order of the sums. */
    private static void assertSame(RankingMetrics actual, RankingMetrics expected) {
        expected.asMap()
                .forEach(
                        (name, value) ->
                                assertThat(actual.asMap().getOrDefault(name, -1.0))
                                        .as(name)
                                        .isCloseTo(value, within(1e-9)));
    }

    private static int rank(
            Interactions walks, BackboneScorer scorer, int begin, int known, int event) {
        List<Integer> events = new ArrayList<>();
        for (int i = begin; i < known; i++) {
            if (walks.row(i) <= KNOWN_ITEMS) {
                events.add(i);
            }
        }
        if (events.isEmpty() || walks.row(event) > KNOWN_ITEMS) {
            return RankingMetrics.MISSED;
        }
        int[] rows = new int[events.size()];
        long[] seconds = new long[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = walks.row(events.get(i));
            seconds[i] = walks.seconds(events.get(i));
        }
        seconds[rows.length] = seconds[rows.length - 1];
        float[] scores = scorer.score(new int[][] {rows}, new long[][] {seconds})[0];
        for (int i = begin; i < known; i++) {
            if (walks.row(i) < scores.length) {
                scores[walks.row(i)] = Float.NEGATIVE_INFINITY;
            }
        }
        return RankingMetrics.rank(scores, walks.row(event));
    }
}
