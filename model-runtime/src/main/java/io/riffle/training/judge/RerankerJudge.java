package io.riffle.training.judge;

import io.riffle.training.counterfactual.CounterfactualUtility.Estimate;
import io.riffle.training.counterfactual.CounterfactualUtility.Evidence;
import io.riffle.training.lists.ListSample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Judges the weights of a reranker that are about to be published, by the clicks that its slates
 * would have brought on requests that it has not learned.
 *
 * <p>Drawn slates are asked where there are enough; they tell of any order. Where there are not,
 * slates that showed the best tell of the order of what they showed, if the examination of slots is
 * taken as known; of what they did not show they tell nothing. They also decide what drawn slates
 * leave open, which show a reranker neither to be within the tolerance nor below it: to explore
 * adds a veto and takes no evidence away.
 *
 * <p>A reranker passes that is shown, with 95 %, not to lie below what serves by more than the
 * tolerance; nor below the first stage's order, which serves without it; nor, by estimate, below
 * the best version of the last day, so that small losses do not add up. All are asked for the same
 * lists: what a version was worth when it was published says nothing once first stage or traffic
 * have changed.
 *
 * <p><b>State</b>: which version is the best, written with the trainer's state.
 */
public final class RerankerJudge {
    /** Hours of a day, of drawn slates and others, that an earlier layout kept. */
    private static final int SECOND_PARTS = 24;

    private final GateLimits gates;
    private final boolean elsewhere;
    private long best;
    private long bestSince;
    private Judged newest = new Judged(0, 0, 0);

    /**
     * @param elsewhere whether clicks come from elsewhere than the slates
     */
    RerankerJudge(GateLimits gates, boolean elsewhere) {
        this.gates = gates;
        this.elsewhere = elsewhere;
    }

    /**
     * A judgement.
     *
     * @param serving against what serves
     * @param lift against the first stage's order
     * @param floor against the best version of late; null = there is none
     * @param refusal why it may not be published; null = it may
     */
    public record Verdict(
            Evidence evidence,
            Estimate serving,
            Estimate lift,
            @Nullable Estimate floor,
            @Nullable String refusal) {}

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
     * @param trained the reranker that wants to be published
     * @param serving the one that serves; null = the first stage's order serves
     * @param best the version that {@link #best} names, {@code serving} where that is it; null =
     *     there is none
     */
    public @Nullable Verdict judge(
            List<ListSample> logged,
            IntToDoubleFunction examination,
            Ranker trained,
            @Nullable Ranker serving,
            @Nullable Ranker best) {
        Evidence first = elsewhere ? Evidence.ELSEWHERE : Evidence.DRAWN;
        NonInferiority rule = new NonInferiority(gates, trained, serving, best);
        Verdict verdict = rule.judge(logged, examination, first);
        if (verdict == null && first == Evidence.DRAWN) {
            verdict = rule.judge(logged, examination, Evidence.SHOWN);
        } else if (verdict != null && first == Evidence.DRAWN && rule.leavesOpen(verdict)) {
            verdict = second(verdict, rule.judge(undrawn(logged), examination, Evidence.SHOWN));
        }
        if (verdict != null) {
            Estimate serves = verdict.serving();
            newest = new Judged(serves.lists(), serves.utility(), serves.reference());
        }
        return verdict;
    }

    /** What is taken where drawn slates leave it open: what passes by the others. */
    private static Verdict second(Verdict drawn, @Nullable Verdict shown) {
        return shown == null || shown.refusal() != null ? drawn : shown;
    }

    /** Those that showed the best: the drawn ones have spoken. */
    private static List<ListSample> undrawn(List<ListSample> logged) {
        return logged.stream().filter(list -> list.propensities().length == 0).toList();
    }

    /** The best version of late, which others must not fall behind; 0 = none. */
    public long best(long now) {
        return now - bestSince < gates.floorMs() ? best : 0;
    }

    /** The version that is written, however long it has been the best; 0 = none. */
    public long best() {
        return best;
    }

    /** What was judged is published under a version: where it is not below the best, it is that. */
    public void published(Verdict verdict, long version, long now) {
        if (best(now) == 0 || verdict.floor() == null || verdict.floor().difference() >= 0) {
            best = version;
            bestSince = now;
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(best);
        out.writeLong(bestSince);
        out.writeInt(newest.lists());
        out.writeDouble(newest.utility());
        out.writeDouble(newest.served());
    }

    void read(DataInput in) throws IOException {
        best = in.readLong();
        bestSince = in.readLong();
        readNewest(in);
    }

    /** Reads what an earlier layout wrote, whose floor was over the first stage of its time. */
    void readSecond(DataInput in) throws IOException {
        best = 0;
        for (int left = 2 * SECOND_PARTS; left > 0; left--) {
            in.readDouble();
            in.readLong();
        }
        readNewest(in);
    }

    private void readNewest(DataInput in) throws IOException {
        newest = new Judged(in.readInt(), in.readDouble(), in.readDouble());
    }
}
