package io.riffle.training.judge;

import io.riffle.training.counterfactual.CounterfactualUtility;
import io.riffle.training.counterfactual.CounterfactualUtility.Estimate;
import io.riffle.training.counterfactual.CounterfactualUtility.Evidence;
import io.riffle.training.judge.RerankerJudge.Verdict;
import io.riffle.training.lists.ListSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether one kind of evidence shows a reranker that wants to be published not to be inferior to
 * what serves, to the first stage and to the best version of late: each within the tolerance.
 */
final class NonInferiority {
    /** Clicks among the first slots of both below which an error says nothing of itself. */
    private static final int LEAST_EVIDENT = 20;

    private final GateLimits gates;
    private final Ranker trained;
    private final @Nullable Ranker serving;
    private final @Nullable Ranker best;

    /**
     * @param trained the reranker that wants to be published
     * @param serving the one that serves; null = the first stage's order serves
     * @param best the best version of late, the same object where that serves; null = none
     */
    NonInferiority(
            GateLimits gates, Ranker trained, @Nullable Ranker serving, @Nullable Ranker best) {
        this.gates = gates;
        this.trained = trained;
        this.serving = serving;
        this.best = best;
    }

    /** Judges; null when there is too little of the evidence to judge by. */
    @Nullable Verdict judge(
            List<ListSample> logged, IntToDoubleFunction examination, Evidence evidence) {
        List<ListSample> shown = new ArrayList<>();
        int clicked = 0;
        for (ListSample list : logged) {
            if (evidence != Evidence.DRAWN || list.propensities().length > 0) {
                shown.add(list);
                clicked += list.clicked() ? 1 : 0;
            }
        }
        if (clicked < gates.minHeldOut()) {
            return null;
        }
        var utility = new CounterfactualUtility(shown, examination, evidence);
        int[][] orders = trained.orders(utility.lists());
        Estimate lift = utility.overFirstStage(orders);
        Estimate against =
                serving == null ? lift : utility.compare(orders, serving.orders(utility.lists()));
        Estimate floor = against;
        if (best == null) {
            floor = null;
        } else if (best != serving) {
            floor = utility.compare(orders, best.orders(utility.lists()));
        }
        double evident = Math.min(lift.clicks(), against.clicks());
        // What few of the clicks can tell is in the error; it needs some to be known itself.
        // Rounding leaves an effective number of n equal lists a hair below n.
        return evident >= Math.min(gates.minHeldOut(), LEAST_EVIDENT) - 1e-6
                ? new Verdict(evidence, against, lift, floor, refusal(against, lift, floor))
                : null;
    }

    /** Whether a verdict refuses for want of certainty: nothing is shown to be worse either. */
    boolean leavesOpen(Verdict verdict) {
        Estimate floor = verdict.floor();
        return verdict.refusal() != null
                && open(verdict.serving())
                && open(verdict.lift())
                && (floor == null || open(floor));
    }

    private boolean open(Estimate found) {
        return found.high() >= -gates.listTolerance();
    }

    private @Nullable String refusal(Estimate serving, Estimate lift, @Nullable Estimate floor) {
        // Not a number passes nothing.
        if (!(serving.low() >= -gates.listTolerance())) {
            return uncertain(serving, "what serves");
        }
        if (!(lift.low() >= -gates.listTolerance())) {
            return uncertain(lift, "the first stage's order");
        }
        return floor == null || floor.difference() >= -gates.listTolerance()
                ? null
                : refusal(floor, "", "", "the best of the last day");
    }

    private String uncertain(Estimate found, String against) {
        String shown = String.format(Locale.ROOT, ", with 95 %% only above %.4f,", found.low());
        return refusal(found, shown, "with 95 % ", against);
    }

    private String refusal(Estimate found, String shown, String certainty, String against) {
        return String.format(
                Locale.ROOT,
                "The clicks that the reranker would bring (logarithm of the ratio %.4f%s on %d"
                        + " lists) must %sbe at least %.4f against %s.",
                found.difference(),
                shown,
                found.lists(),
                certainty,
                -gates.listTolerance(),
                against);
    }
}
