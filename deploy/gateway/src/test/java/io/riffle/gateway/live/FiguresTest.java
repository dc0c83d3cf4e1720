package io.riffle.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.gateway.ask.Answers;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Tier;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The live page's figures, each against what can be counted by hand. */
class FiguresTest {

    @Test
    void aClickIsLookedUpInTheSlateBeforeItsOwnAnswer() {
        Foresight foresight = new Foresight();
        foresight.answered(Answers.slate("u1", "e0", 1, "a", "b"));
        // The answer is read first; it was not what the user saw.
        foresight.answered(Answers.slate("u1", "e1", 2, "z"));
        foresight.clicked(click("u1", "e1", "b"));
        foresight.clicked(click("u1", "e2", "y"));
        assertThat(foresight.hits().clicks()).isEqualTo(2);
        assertThat(foresight.hits().slateRate()).isEqualTo(0.5);
        assertThat(foresight.hits().clicks(Tier.GENERATOR_ONLY)).isEqualTo(2);
    }

    @Test
    void baselinesKnowOnlyWhatCameBefore() {
        Foresight foresight = new Foresight();
        foresight.answered(Answers.slate("u2", "e0", 1, "none"));
        foresight.clicked(click("u1", "e1", "a"));
        foresight.clicked(click("u1", "e2", "b"));
        foresight.clicked(click("u2", "e3", "a"));
        foresight.clicked(click("u2", "e4", "b"));
        foresight.clicked(click("u2", "e5", "c"));
        HitRing hits = foresight.hits();
        assertThat(hits.clicks()).isEqualTo(3);
        assertThat(hits.popularRate()).isEqualTo(2.0 / 3, within(1e-9));
        assertThat(hits.pairRate()).isEqualTo(1.0 / 3, within(1e-9));
        assertThat(hits.slateRate()).isZero();
    }

    @Test
    void impressionsAreNotScored() {
        Foresight foresight = new Foresight();
        foresight.answered(Answers.slate("u1", "e0", 1, "a"));
        foresight.clicked(new ClickEvent("e1", "u1", "a", Action.VIEW, 1, null, 0, Map.of()));
        assertThat(foresight.hits().clicks()).isZero();
    }

    @Test
    void ratesForgetWhatIsOlderThanTheNewestFiveThousand() {
        HitRing ring = new HitRing();
        for (int i = 0; i < HitRing.CLICKS; i++) {
            ring.add(Tier.POPULAR, true, false, false);
        }
        for (int i = 0; i < HitRing.CLICKS / 4; i++) {
            ring.add(Tier.FULL, false, true, true);
        }
        assertThat(ring.clicks()).isEqualTo(HitRing.CLICKS);
        assertThat(ring.slateRate()).isEqualTo(0.75);
        assertThat(ring.popularRate()).isEqualTo(0.25);
        assertThat(ring.slateRate(Tier.FULL)).isZero();
        assertThat(ring.slateRate(Tier.POPULAR)).isEqualTo(1);
    }

    @Test
    void aWindowCountsWholeSecondsOnly() {
        WindowCounts counts = new WindowCounts(5, 2);
        for (long second = 100; second < 110; second++) {
            counts.add(second, 0);
            counts.add(second, 1);
        }
        assertThat(counts.sums(109)).containsExactly(5, 5);
        assertThat(counts.perSecond(109)).isEqualTo(2);
        assertThat(counts.sums(112)).containsExactly(3, 3);
        assertThat(counts.sums(200)).containsExactly(0, 0);
        assertThat(new WindowCounts(5, 1).perSecond(7)).isZero();
    }

    @Test
    void quantilesLieInTheirBucket() {
        int[] counts = new int[Latencies.BUCKETS];
        for (int ms = 1; ms <= 100; ms++) {
            counts[Latencies.bucket(ms)]++;
        }
        assertThat(Latencies.quantile(counts, 0.5)).isEqualTo(50, within(1.0));
        assertThat(Latencies.quantile(counts, 0.99)).isEqualTo(99, within(1.0));
        assertThat(Latencies.histogram(counts).size()).isEqualTo(Latencies.BUCKETS);
    }

    private static ClickEvent click(String user, String event, String item) {
        return new ClickEvent(event, user, item, Action.CLICK, 1, null, 0, Map.of());
    }
}
