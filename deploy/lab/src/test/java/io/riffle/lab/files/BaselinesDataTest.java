package io.riffle.lab.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.baseline.Baseline;
import io.riffle.training.baseline.ItemToItem;
import io.riffle.training.baseline.PairRules;
import io.riffle.training.baseline.Popularity;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.InteractionsBuilder;
import io.riffle.training.evaluation.LeaveOneOut;
import io.riffle.training.evaluation.PrequentialBaseline;
import io.riffle.training.evaluation.ScoredStream;
import io.riffle.training.evaluation.ScoredStream.Clicks;
import io.riffle.training.metrics.RankingMetrics;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Floors of public data sets, measured apart from this code. */
@Tag("data")
class BaselinesDataTest {
    @Test
    void popularityAndItemToItemReachTheirKnownQuality() throws IOException {
        Interactions interactions = interactions("ml-1m");
        RankingMetrics popularity = new LeaveOneOut(interactions, 1).evaluate(new Popularity());
        RankingMetrics pairs = new LeaveOneOut(interactions, 1).evaluate(new ItemToItem(30));
        assertThat(interactions.itemRows()).isEqualTo(3707);
        assertThat(popularity.ndcg(10)).isCloseTo(.0178, within(.005));
        assertThat(popularity.hitRate(10)).isCloseTo(.0363, within(.005));
        assertThat(pairs.ndcg(10)).isCloseTo(.1595, within(.005));
        assertThat(pairs.hitRate(10)).isCloseTo(.2752, within(.005));
    }

    @Test
    void inTheStreamTheyReachTheirKnownQualityInBothReadings() throws IOException {
        ScoredStream stream = new ScoredStream(interactions("ml-1m"), .5, Clicks.ALL);
        RankingMetrics popularity = ranks(stream, false, new Popularity());
        RankingMetrics byEvent = ranks(stream, false, new ItemToItem(12));
        RankingMetrics tieSafe = ranks(stream, true, new ItemToItem(12));
        assertThat(popularity.count()).isEqualTo(500_105);
        assertThat(popularity.hitRate(10)).isCloseTo(.0460, within(.002));
        assertThat(popularity.ndcg(10)).isCloseTo(.0228, within(.002));
        assertThat(byEvent.hitRate(10)).isCloseTo(.2578, within(.01));
        assertThat(byEvent.ndcg(10)).isCloseTo(.1450, within(.01));
        assertThat(tieSafe.hitRate(10)).isCloseTo(.1994, within(.01));
        assertThat(tieSafe.ndcg(10)).isCloseTo(.1025, within(.01));
    }

    @Test
    void onSessionsTheyReachTheirKnownQualityOnNewClicks() throws IOException {
        ScoredStream stream = new ScoredStream(interactions("yoochoose-100k"), .5, Clicks.NEW);
        RankingMetrics popularity = ranks(stream, false, new Popularity(50_000));
        RankingMetrics pairs = ranks(stream, false, new ItemToItem(PairRules.SESSIONS));
        assertThat(stream.size()).isEqualTo(20_329);
        assertThat(popularity.hitRate(10)).isCloseTo(.0548, within(.0005));
        assertThat(popularity.ndcg(10)).isCloseTo(.0276, within(.0005));
        assertThat(pairs.hitRate(10)).isCloseTo(.4359, within(.01));
        assertThat(pairs.ndcg(10)).isCloseTo(.2795, within(.01));
    }

    private static RankingMetrics ranks(ScoredStream stream, boolean tieSafe, Baseline baseline) {
        return new PrequentialBaseline(stream, tieSafe).evaluate(baseline).metrics();
    }

    private static Interactions interactions(String folder) throws IOException {
        InteractionsBuilder builder = new InteractionsBuilder();
        Path file = Path.of(System.getProperty("riffle.data"), folder, "events.csv.gz");
        try (Rows<FileEvent> events = EventFile.open(file)) {
            for (FileEvent e = events.next(); e != null; e = events.next()) {
                builder.add(e.userId(), e.itemId(), e.seconds());
            }
        }
        return builder.build();
    }
}
