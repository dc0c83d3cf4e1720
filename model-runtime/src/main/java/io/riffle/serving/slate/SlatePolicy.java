package io.riffle.serving.slate;

import io.riffle.model.candidates.PlackettLuce;
import io.riffle.model.psad.SlateReadOut;
import io.riffle.schema.Ids;
import io.riffle.schema.RankedItem;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes slates out of scored candidates: the best, or, for an explored share of the requests, drawn
 * ones.
 *
 * <p>A drawn slate is filled slot by slot: in each, every candidate that is left comes with
 * probability proportional to {@code exp(score / (temperature * deviation))}, where the deviation
 * is that of the request's scores, so that one temperature serves models of any scale. Whether and
 * what is drawn depends on recommendation id and scores alone: a replay draws the same.
 *
 * <p>What stands before does not count in a draw, though it does in the best slate: whoever learns
 * from drawn slates needs the chance of an item to stand in a slot <em>whatever</em> stands before
 * it, and that follows from what is logged only where an item has one weight.
 *
 * <p>What no model has scored comes behind all that one has, in its order, in a draw too.
 *
 * <p>Boosts are added before anything is drawn: the probabilities of the draw are then exact. A
 * slate that caps, variety or pins act on is not drawn, and has neither policy nor probabilities:
 * what they make of a draw has no probability that could be told in closed form.
 *
 * <p><b>Source.</b> {@link PlackettLuce}.
 */
public final class SlatePolicy {
    /** What is shown when there is nothing to show. */
    public static final Shown NOTHING = new Shown(List.of(), null, List.of());

    private final int slateSize;
    private final Exploration exploration;

    /** Slates of that many items, of which a share is drawn. */
    public SlatePolicy(int slateSize, Exploration exploration) {
        this.slateSize = slateSize;
        this.exploration = exploration;
    }

    /**
     * A slate.
     *
     * @param items ranks from 1
     * @param policy that drew it; null = the best were taken
     * @param propensities per rank, the probability of its item given the items of the ranks
     *     before; empty when the best were taken
     */
    public record Shown(
            List<RankedItem> items, @Nullable String policy, List<Double> propensities) {}

    /**
     * What a slate is to be.
     *
     * @param size items at most; 0 = as many as the policy has
     * @param bestOnly whether nothing is drawn
     * @param likeness of items, where the arrangement asks for variety
     * @param pinned which pinned items may be shown
     */
    public record Asked(
            int size,
            boolean bestOnly,
            Arrangement arrangement,
            Likeness likeness,
            Predicate<String> pinned) {
        /** The best or drawn ones, as many as the policy has. */
        public static final Asked NOTHING =
                new Asked(0, false, Arrangement.NONE, Likeness.UNKNOWN, itemId -> true);
    }

    /** The slate of a request: the best, or drawn. The same id and scores give the same one. */
    public Shown show(String recommendationId, Scored scored) {
        return show(recommendationId, scored, Asked.NOTHING);
    }

    /** As above, of what is asked. */
    public Shown show(String recommendationId, Scored scored, Asked asked) {
        int size = asked.size() == 0 ? slateSize : asked.size();
        Arrangement arrangement = asked.arrangement();
        if (arrangement.picks()) {
            return new Shown(
                    Arranger.slate(arrangement, scored, size, asked.likeness(), asked.pinned()),
                    null,
                    List.of());
        }
        Scored raised = Boosts.raise(scored, arrangement.boosts());
        if (exploration.share() > 0 && !asked.bestOnly()) {
            SplittableRandom random = new SplittableRandom(Ids.eventHash(recommendationId));
            if (random.nextDouble() < exploration.share()) {
                return draw(raised, size, random);
            }
        }
        return new Shown(best(raised, size), null, List.of());
    }

    private List<RankedItem> best(Scored scored, int most) {
        int size = Math.min(most, scored.candidates().size());
        SlateReadOut placing =
                new SlateReadOut(scored.scores(), scored.terms(), size, scored.ordered());
        List<RankedItem> slate = new ArrayList<>(size);
        for (int rank = 1; rank <= size; rank++) {
            int best = placing.best();
            slate.add(ranked(scored, best, rank, placing.worth(best)));
            placing.place(best);
        }
        return slate;
    }

    private Shown draw(Scored scored, int most, SplittableRandom random) {
        int count = scored.ordered();
        int size = Math.min(most, scored.candidates().size());
        double scale = exploration.temperature() * Spread.deviation(scored.scores(), count);
        double[] weights = weights(scored.scores(), count, scale);
        List<RankedItem> slate = new ArrayList<>(size);
        List<Double> propensities = new ArrayList<>(size);
        for (int rank = 1; rank <= Math.min(size, count); rank++) {
            double left = PlackettLuce.left(weights);
            int chosen = PlackettLuce.at(weights, random.nextDouble() * left);
            slate.add(ranked(scored, chosen, rank, scored.scores()[chosen]));
            // Rounding may bring the last one left a hair above certainty.
            propensities.add(Math.min(1, weights[chosen] / left));
            weights[chosen] = 0;
        }
        for (int behind = count; behind < size; behind++) {
            slate.add(ranked(scored, behind, behind + 1, scored.scores()[behind]));
            propensities.add(1.);
        }
        return new Shown(slate, exploration.policy(), propensities);
    }

    private static double[] weights(float[] scores, int count, double scale) {
        double[] weights = new double[count];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            highest = Math.max(highest, scores[i]);
        }
        for (int i = 0; i < count; i++) {
            double weight = scale == 0 ? 1 : Math.exp((scores[i] - highest) / scale);
            // At least the smallest normal number: an item of weight 0 counts as placed.
            weights[i] = Math.max(Double.MIN_NORMAL, weight);
        }
        return weights;
    }

    private static RankedItem ranked(Scored scored, int candidate, int rank, float score) {
        var item = scored.candidates().get(candidate);
        return new RankedItem(item.itemId(), rank, score, item.generatorScore());
    }
}
