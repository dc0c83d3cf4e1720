package io.riffle.job.operator;

import io.riffle.schema.ClickEvent;
import io.riffle.schema.Slate;
import io.riffle.schema.Tier;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;

/**
 * How well the user's next click was foreseen, scored before anything is learned from it: the rank
 * of its item in the user's newest slate, and among that slate's candidates. By tier; the sums of a
 * tier start anew with another model version.
 *
 * <p><b>Source</b>: prequential evaluation (Dawid 1984). NDCG with one relevant item is {@code 1 /
 * log2(1 + rank)}.
 */
final class Prequential {

    private static final int CUT = 10;

    private final Map<Tier, Sums> tiers = new EnumMap<>(Tier.class);

    private static final class Sums {
        private long backboneVersion = -1;
        private long rerankerVersion = -1;
        private long events;
        private double hits;
        private double gain;
        private double reciprocal;
        private double candidates;

        private double mean(double sum) {
            return events == 0 ? 0 : sum / events;
        }
    }

    Prequential(MetricGroup group) {
        for (Tier tier : Tier.values()) {
            Sums sums = new Sums();
            tiers.put(tier, sums);
            MetricGroup own = group.addGroup("tier", tier.name());
            own.gauge("prequential.version", () -> sums.backboneVersion);
            own.gauge("prequential.events", () -> sums.events);
            own.gauge("prequential.hr_at_10", () -> sums.mean(sums.hits));
            own.gauge("prequential.ndcg_at_10", () -> sums.mean(sums.gain));
            own.gauge("prequential.mrr", () -> sums.mean(sums.reciprocal));
            own.gauge("prequential.candidate_hr", () -> sums.mean(sums.candidates));
        }
    }

    /** Scores a click against what was shown before it. */
    void score(Slate slate, ClickEvent click) {
        Sums sums = tiers.computeIfAbsent(slate.tier(), tier -> new Sums());
        if (sums.backboneVersion != slate.backboneVersion()
                || sums.rerankerVersion != slate.rerankerVersion()) {
            sums.backboneVersion = slate.backboneVersion();
            sums.rerankerVersion = slate.rerankerVersion();
            sums.events = 0;
            sums.hits = 0;
            sums.gain = 0;
            sums.reciprocal = 0;
            sums.candidates = 0;
        }
        sums.events++;
        int rank = slate.displayed().indexOf(click.itemId()) + 1;
        if (rank >= 1 && rank <= CUT) {
            sums.hits++;
            sums.gain += Math.log(2) / Math.log(1 + rank);
        }
        if (rank >= 1) {
            sums.reciprocal += 1.0 / rank;
        }
        if (slate.contains(click.itemId())) {
            sums.candidates++;
        }
    }
}
