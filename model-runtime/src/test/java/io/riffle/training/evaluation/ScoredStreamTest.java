package io.riffle.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.baseline.Popularity;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.InteractionsBuilder;
import io.riffle.training.metrics.PairedBootstrap;
import org.junit.jupiter.api.Test;

class ScoredStreamTest {
    /** Two users; user b takes x again, and its third event shares the second of a's last. */
    private static final Interactions EVENTS =
            new InteractionsBuilder()
                    .add("a", "x", 10)
                    .add("b", "x", 20)
                    .add("a", "y", 30)
                    .add("b", "x", 40)
                    .add("a", "z", 50)
                    .add("b", "y", 50)
                    .add("c", "z", 60)
                    .build();

    @Test
    void repeatsAndFirstClicksAreCountedApartFromNewOnes() {
        ScoredStream stream = new ScoredStream(EVENTS, 0, ScoredStream.Clicks.NEW);
        assertThat(stream.size()).isEqualTo(3);
        assertThat(stream.repeats()).isEqualTo(1);
        assertThat(stream.firstClicks()).isEqualTo(3);
        assertThat(stream.eventsUntil(0)).isEqualTo(3);
        assertThat(stream.userAt(2)).isEqualTo(1);
    }

    @Test
    void allClicksFromTheFirstScoredOnCountWhenAsked() {
        ScoredStream stream = new ScoredStream(EVENTS, .5, ScoredStream.Clicks.ALL);
        assertThat(stream.first()).isEqualTo(3);
        assertThat(stream.size()).isEqualTo(4);
        assertThat(stream.place(stream.order()[2])).isEqualTo(-1);
        assertThat(stream.place(stream.order()[3])).isZero();
    }

    @Test
    void aStretchNeverPartsASecond() {
        ScoredStream stream = new ScoredStream(EVENTS, 0, ScoredStream.Clicks.ALL);
        assertThat(stream.stretchEnd(0, 4)).isEqualTo(4);
        assertThat(stream.stretchEnd(0, 5)).isEqualTo(6);
        assertThat(stream.stretchEnd(6, 100)).isEqualTo(7);
    }

    @Test
    void differencesOfTwoRunsAreDrawnByUser() {
        ScoredStream stream = new ScoredStream(EVENTS, 0, ScoredStream.Clicks.ALL);
        RankSeries better = new RankSeries(stream);
        RankSeries worse = new RankSeries(stream);
        for (int place = 0; place < stream.size(); place++) {
            better.set(place, stream.userAt(place) == 1 ? 3 : 1_000);
        }
        PairedBootstrap.Interval interval = new PairedRuns(stream, better, worse).hitRate(10);
        assertThat(interval.mean()).isCloseTo(3.0 / 7, within(1e-12));
        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isEqualTo(1);
        assertThat(new PairedRuns(stream, better, better).ndcg(10).high()).isZero();
        assertThat(better.metrics(0, 1).count()).isEqualTo(1);
    }

    @Test
    void whatIsHalfALifeAgoCountsHalfForPopularity() {
        Popularity popularity = new Popularity(2);
        for (int row : new int[] {1, 2, 2, 3}) {
            popularity.learn(new int[] {row}, 0, 1);
        }
        float[] scores = new float[5];
        popularity.score(new int[0], 0, 0, scores);
        assertThat(scores[3] / scores[1]).isCloseTo((float) Math.pow(2, 1.5), within(1e-5f));
        assertThat(scores[2]).isGreaterThan(scores[3]);
        assertThat(scores[4]).isZero();
    }
}
