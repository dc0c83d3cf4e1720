package io.riffle.training.judge;

import io.riffle.artifact.LoadedModel;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.training.judge.BackboneGains.Clicks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Judges the weights of a backbone that are about to be published, dense weights of an older
 * snapshot included, on clicks that neither it nor what it is compared with has learned.
 *
 * <p>It is compared with the best version of the last day, on the same clicks, and not with what
 * serves: small losses, each within the tolerance, do not add up. A version that is not below the
 * best becomes the best, where there were enough clicks to judge by.
 *
 * <p><b>State</b>: the best version, one copy of its weights; owned by one thread.
 */
public final class BackboneJudge {
    /** Newest clicks that are looked at. */
    private static final int MOST = 512;

    private final GateLimits gates;
    private final boolean elsewhere;
    private final Measure measure;
    private @Nullable LoadedModel best;
    private long bestSince;
    private Judged newest = new Judged(0, 0, 0, 0);

    /** Makes what ranks clicks of a kind; the slots of what was shown are examined like this. */
    interface Measure {
        Gains of(Clicks clicks, IntToDoubleFunction examination);
    }

    /** How high a backbone ranks clicks. */
    interface Gains {
        boolean counts(TrainingSample sample);

        double[] of(LoadedModel model, List<TrainingSample> samples);
    }

    /**
     * @param elsewhere whether clicks come from elsewhere than the slates
     */
    BackboneJudge(GateLimits gates, boolean elsewhere, Measure measure) {
        this.gates = gates;
        this.elsewhere = elsewhere;
        this.measure = measure;
    }

    /**
     * A judgement.
     *
     * @param clicks looked at
     * @param trained mean NDCG@10 of what wants to be published
     * @param reference the same of the best version; 0 = there is none
     * @param hitRate share of the clicks among the first ten of what wants to be published
     */
    public record Judged(int clicks, double trained, double reference, double hitRate) {}

    /** The newest judgement. */
    public Judged newest() {
        return newest;
    }

    /** The best version of the last day; null = none. */
    @Nullable LoadedModel best() {
        return best;
    }

    /** Since when it is, epoch ms. */
    long bestSince() {
        return bestSince;
    }

    /**
     * Goes on from what another one knew.
     *
     * @param model best version; null = none
     */
    void restore(@Nullable LoadedModel model, long since, Judged last) {
        best = model;
        bestSince = since;
        newest = last;
    }

    /**
     * Why a backbone may not be published; null = it may, or there is too little to judge by.
     *
     * @param requests that it has not learned, oldest first; the newest are looked at
     * @param examination of slots, over that of the first
     * @param serving version in use; null = none
     */
    @Nullable String refusal(
            LoadedModel trained,
            List<TrainingSample> requests,
            IntToDoubleFunction examination,
            @Nullable LoadedModel serving,
            long now) {
        LoadedModel reference = reference(serving, now);
        Clicks clicks = elsewhere ? Clicks.ANY : Clicks.NOT_SHOWN;
        List<TrainingSample> some = some(clicks, requests);
        if (some.size() < gates.minHeldOut() && clicks == Clicks.NOT_SHOWN) {
            List<TrainingSample> shown = some(Clicks.SHOWN, requests);
            clicks = shown.size() > some.size() ? Clicks.SHOWN : clicks;
            some = shown.size() > some.size() ? shown : some;
        }
        if (some.isEmpty()) {
            newest = new Judged(0, 0, 0, 0);
            return null;
        }
        Gains gains = measure.of(clicks, examination);
        double[] own = gains.of(trained, some);
        int hits = 0;
        for (double gain : own) {
            hits += gain > 0 ? 1 : 0;
        }
        newest =
                new Judged(
                        own.length,
                        mean(own),
                        reference == null ? 0 : mean(gains.of(reference, some)),
                        (double) hits / own.length);
        double least = newest.reference() - gates.tolerance();
        if (reference == null || own.length < gates.minHeldOut() || newest.trained() >= least) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "The held-out NDCG@10 (%.4f) of the backbone must be at least %.4f - %.4f, as of"
                        + " version %d, the best of late.",
                newest.trained(),
                newest.reference(),
                gates.tolerance(),
                reference.version());
    }

    /** A backbone was published, after it was judged. */
    public void published(LoadedModel model, long now) {
        boolean expired = best == null || now - bestSince >= gates.floorMs();
        // What few clicks would refuse they do not make the best either.
        boolean judged = newest.clicks() >= gates.minHeldOut();
        if (expired || (judged && newest.trained() >= newest.reference())) {
            best = model;
            bestSince = now;
        }
    }

    private @Nullable LoadedModel reference(@Nullable LoadedModel serving, long now) {
        return best == null || now - bestSince >= gates.floorMs() ? serving : best;
    }

    private List<TrainingSample> some(Clicks clicks, List<TrainingSample> requests) {
        Gains gains = measure.of(clicks, slot -> 1);
        List<TrainingSample> some = new ArrayList<>();
        for (int i = requests.size() - 1; i >= 0 && some.size() < MOST; i--) {
            TrainingSample sample = requests.get(i);
            if (sample.tier() != Tier.POPULAR && gains.counts(sample)) {
                some.add(sample);
            }
        }
        return some;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
