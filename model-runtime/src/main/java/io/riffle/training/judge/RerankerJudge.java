package io.riffle.training.judge;

import io.riffle.training.counterfactual.CounterfactualUtility;
import io.riffle.training.counterfactual.CounterfactualUtility.Estimate;
import io.riffle.training.counterfactual.CounterfactualUtility.Evidence;
import io.riffle.training.lists.ListSample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Judges the weights of a reranker that are about to be published, by the clicks that its slates
 * would have brought on requests that it has not learned.
 *
 * <p>Drawn slates are asked where there are enough; they tell of any order. Where there are not,
 * slates that showed the best tell of the order of what they showed, if the examination of slots is
 * taken as known; of what they did not show they tell nothing.
 *
 * <p>A reranker passes that is shown, with 95 %, not to lie below what serves by more than the
 * tolerance; nor below the first stage's order, which serves without it; nor, by estimate, below
 * the best of the last day over that order, so that small losses do not add up.
 *
 * <p><b>State</b>: the best of the last day by kind of evidence, written with the trainer's state.
 */
public final class RerankerJudge {
    /** Clicks among the first slots of both below which an error says nothing of itself. */
    private static final int LEAST_EVIDENT = 20;

    private final GateLimits gates;
    private final boolean elsewhere;
    private final BestOfWindow drawnBest;
    private final BestOfWindow shownBest;
    private Judged newest = new Judged(0, 0, 0);

    /**
     * @param elsewhere whether clicks come from elsewhere than the slates
     */
    RerankerJudge(GateLimits gates, boolean elsewhere) {
        this.gates = gates;
        this.elsewhere = elsewhere;
        this.drawnBest = new BestOfWindow(gates.floorMs());
        this.shownBest = new BestOfWindow(gates.floorMs());
    }

    /**
     * A judgement.
     *
     * @param serving against what serves
     * @param lift against the first stage's order
     * @param refusal why it may not be published; null = it may
     */
    public record Verdict(
            Evidence evidence, Estimate serving, Estimate lift, @Nullable String refusal) {}

    /**
     * What the newest judgement saw.
     *
     * @param lists looked at
     * @param utility clicks of what wanted to be published, by the examination of a first slot
     * @param served the same of what served
     */
    public record Judged(int lists, double utility, double served) {}

    /** The newest judgement. */
    public Judged newest() {
        return newest;
    }

    /**
     * Judges; null when there is too little to judge by.
     *
     * @param logged lists that neither ranker has learned, those without clicks included
     * @param trained scores of the reranker that wants to be published
     * @param serving scores of the one that serves; null = the first stage's order serves
     */
    public @Nullable Verdict judge(
            List<ListSample> logged,
            IntToDoubleFunction examination,
            Function<List<ListSample>, float[][]> trained,
            @Nullable Function<List<ListSample>, float[][]> serving,
            long now) {
        Evidence first = elsewhere ? Evidence.ELSEWHERE : Evidence.DRAWN;
        Verdict verdict = judge(logged, examination, first, trained, serving, now);
        if (verdict == null && first == Evidence.DRAWN) {
            verdict = judge(logged, examination, Evidence.SHOWN, trained, serving, now);
        }
        if (verdict != null) {
            Estimate serves = verdict.serving();
            newest = new Judged(serves.lists(), serves.utility(), serves.reference());
        }
        return verdict;
    }

    /** What was judged is published: it counts for the floor of what comes. */
    public void published(Verdict verdict, long now) {
        best(verdict.evidence()).add(verdict.lift().low(), now);
    }

    void write(DataOutput out) throws IOException {
        drawnBest.write(out);
        shownBest.write(out);
        out.writeInt(newest.lists());
        out.writeDouble(newest.utility());
        out.writeDouble(newest.served());
    }

    void read(DataInput in) throws IOException {
        drawnBest.read(in);
        shownBest.read(in);
        newest = new Judged(in.readInt(), in.readDouble(), in.readDouble());
    }

    private @Nullable Verdict judge(
            List<ListSample> logged,
            IntToDoubleFunction examination,
            Evidence evidence,
            Function<List<ListSample>, float[][]> trained,
            @Nullable Function<List<ListSample>, float[][]> serving,
            long now) {
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
        float[][] scores = trained.apply(utility.lists());
        float[][] proposed = firstStage(utility.lists());
        Estimate lift = utility.compare(scores, proposed);
        Estimate against =
                serving == null ? lift : utility.compare(scores, serving.apply(utility.lists()));
        double evident = Math.min(lift.clicks(), against.clicks());
        // What few of the clicks can tell is in the error; it needs some to be known itself.
        // Rounding leaves an effective number of n equal lists a hair below n.
        return evident >= Math.min(gates.minHeldOut(), LEAST_EVIDENT) - 1e-6
                ? new Verdict(evidence, against, lift, refusal(evidence, against, lift, now))
                : null;
    }

    private @Nullable String refusal(Evidence evidence, Estimate serving, Estimate lift, long now) {
        double tolerance = gates.listTolerance();
        double floor = best(evidence).best(now) - tolerance;
        final String form =
                "The clicks that the reranker would bring (%s %.4f, error %.4f, on %d lists) must"
                        + " be at least %.4f %s.";
        // Not a number passes nothing.
        if (!(serving.low() >= -tolerance)) {
            return String.format(
                    Locale.ROOT,
                    form,
                    "logarithm of the ratio",
                    serving.difference(),
                    serving.error(),
                    serving.lists(),
                    -tolerance,
                    "with 95 %, against what serves");
        }
        if (!(lift.low() >= -tolerance)) {
            return String.format(
                    Locale.ROOT,
                    form,
                    "logarithm of the ratio",
                    lift.difference(),
                    lift.error(),
                    lift.lists(),
                    -tolerance,
                    "with 95 %, against the first stage's order");
        }
        return lift.difference() >= floor
                ? null
                : String.format(
                        Locale.ROOT,
                        form,
                        "logarithm of the ratio",
                        lift.difference(),
                        lift.error(),
                        lift.lists(),
                        floor,
                        "against the first stage's order, by the best of the last day");
    }

    private BestOfWindow best(Evidence evidence) {
        return evidence == Evidence.DRAWN ? drawnBest : shownBest;
    }

    private static float[][] firstStage(List<ListSample> lists) {
        float[][] scores = new float[lists.size()][];
        for (int n = 0; n < scores.length; n++) {
            scores[n] = new float[lists.get(n).size()]; // equal scores keep the first-stage order
        }
        return scores;
    }
}
