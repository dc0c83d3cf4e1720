package io.riffle.job.metrics;

import io.riffle.schema.ClickEvent;
import io.riffle.schema.Slate;
import io.riffle.schema.Tier;
import io.riffle.schema.actions.ActionGroup;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * How well the user's next click was foreseen, scored before anything is learned from it: the rank
 * of its item in the user's newest slate, and among that slate's candidates.
 *
 * <p>A slate past its deadline has no candidates any more: it counts for what was shown alone.
 *
 * <p>By tier and model versions: gauges tell of the newest versions that have been scored, counters
 * add up over all of them. Slates of a version are clicked on long after the next has come; the
 * newest few are kept apart.
 *
 * <p>Once over all actions, and once for each {@link ActionGroup} under {@code actions}: what is
 * bought is foreseen otherwise than what is clicked, and there is less of it.
 *
 * <p><b>Source</b>: prequential evaluation (Dawid 1984).
 */
public final class ForesightMetrics {

    /** Versions of a tier whose sums are kept; a late click on an older one counts no more. */
    private static final int KEPT = 8;

    /** Rank among the candidates of a slate that has kept none. */
    private static final int UNKNOWN = -1;

    private final Map<Tier, Tallied> tiers = new EnumMap<>(Tier.class);

    /** All actions, and each group of them. */
    private record Tallied(Versions all, Map<ActionGroup, Versions> groups) {
        private static Tallied in(MetricGroup tier) {
            Map<ActionGroup, Versions> groups = new EnumMap<>(ActionGroup.class);
            for (ActionGroup group : ActionGroup.values()) {
                String name = group.name().toLowerCase(Locale.ROOT);
                groups.put(group, new Versions(tier.addGroup("actions", name)));
            }
            return new Tallied(new Versions(tier), groups);
        }
    }

    /** Versions in the order of their number. */
    private record Pair(long backbone, long reranker) {
        private boolean above(Pair other) {
            return backbone != other.backbone
                    ? backbone > other.backbone
                    : reranker > other.reranker;
        }
    }

    private record Sums(RankSums slate, RankSums candidates) {}

    private static final class Versions {
        private final Map<Pair, Sums> kept =
                new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Pair, Sums> eldest) {
                        return size() > KEPT;
                    }
                };
        private final Counter events;
        private final Counter hits;
        private final Counter proposed;
        private Pair newest = new Pair(-1, -1);

        private Versions(MetricGroup group) {
            events = group.counter("prequential.clicks");
            hits = group.counter("prequential.hits");
            proposed = group.counter("prequential.proposed");
            group.gauge("prequential.version", () -> newest.backbone);
            group.gauge("prequential.reranker_version", () -> newest.reranker);
            group.gauge("prequential.events", () -> newest() == null ? 0 : newest().slate.clicks());
            gauge(group, "hr_at_10", Sums::slate, RankSums::hits);
            gauge(group, "ndcg_at_10", Sums::slate, RankSums::gain);
            gauge(group, "mrr", Sums::slate, RankSums::reciprocal);
            gauge(group, "candidate_hr", Sums::candidates, RankSums::found);
            gauge(group, "candidate_hr_at_10", Sums::candidates, RankSums::hits);
            gauge(group, "candidate_ndcg_at_10", Sums::candidates, RankSums::gain);
            gauge(group, "candidate_mrr", Sums::candidates, RankSums::reciprocal);
        }

        private void gauge(
                MetricGroup group,
                String name,
                Function<Sums, RankSums> list,
                ToDoubleFunction<RankSums> sum) {
            group.gauge(
                    "prequential." + name,
                    () -> {
                        Sums sums = newest();
                        RankSums ranks = sums == null ? new RankSums() : list.apply(sums);
                        return ranks.clicks() == 0 ? 0 : sum.applyAsDouble(ranks) / ranks.clicks();
                    });
        }

        private @Nullable Sums newest() {
            return kept.get(newest);
        }

        private void add(Pair versions, int shown, int candidate) {
            events.inc();
            hits.inc(RankSums.hit(shown) ? 1 : 0);
            proposed.inc(candidate >= 1 ? 1 : 0);
            if (versions.above(newest)) {
                newest = versions;
            }
            Sums sums =
                    kept.computeIfAbsent(versions, any -> new Sums(new RankSums(), new RankSums()));
            sums.slate.add(shown);
            if (candidate != UNKNOWN) {
                sums.candidates.add(candidate);
            }
        }
    }

    /** Registers them. */
    public ForesightMetrics(MetricGroup group) {
        for (Tier tier : Tier.values()) {
            tiers.put(tier, Tallied.in(group.addGroup("tier", tier.name())));
        }
    }

    /** Scores a click against what was shown before it. */
    public void score(Slate slate, ClickEvent click) {
        Tallied tier = Objects.requireNonNull(tiers.get(slate.tier()));
        Versions group = Objects.requireNonNull(tier.groups.get(ActionGroup.of(click.action())));
        Pair versions = new Pair(slate.backboneVersion(), slate.rerankerVersion());
        int shown = slate.displayed().indexOf(click.itemId()) + 1;
        int candidate = rankAmongCandidates(slate, click.itemId());
        tier.all.add(versions, shown, candidate);
        group.add(versions, shown, candidate);
    }

    /** 0 = it was no candidate. */
    private static int rankAmongCandidates(Slate slate, String itemId) {
        if (slate.candidates().isEmpty() && slate.backboneVersion() > 0) {
            return UNKNOWN;
        }
        for (int i = 0; i < slate.candidates().size(); i++) {
            if (slate.candidates().get(i).itemId().equals(itemId)) {
                return i + 1;
            }
        }
        return 0;
    }
}
