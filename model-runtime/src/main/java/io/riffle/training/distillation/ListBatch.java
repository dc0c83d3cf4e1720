package io.riffle.training.distillation;

import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankArrays;
import io.riffle.model.psad.PlacedBefore;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.counterfactual.ExaminationCurve;
import io.riffle.training.lists.ListSample;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lists of one training step: the model's inputs, and the labels its losses read.
 *
 * <p><b>Shapes.</b> B lists, K candidates of the longest list.
 */
public final class ListBatch {
    final List<ListSample> samples;
    final RerankArrays inputs;
    final int candidates;

    /** Reward per candidate (B, K); 0 for padding and for what is not considered. */
    final float[] labels_BK;

    /** Whether a candidate counts in this step's losses (B, K): 1 or 0. */
    final float[] considered_BK;

    private ListBatch(
            List<ListSample> samples,
            RerankArrays inputs,
            float[] labels_BK,
            float[] considered_BK) {
        this.samples = samples;
        this.inputs = inputs;
        this.candidates = inputs.candidates();
        this.labels_BK = labels_BK;
        this.considered_BK = considered_BK;
    }

    /**
     * Lays the lists out for a training step.
     *
     * @param curve corrects labels for their position, in lists that were drawn and in others
     *     alike: how a position is examined does not depend on why an item stands there; null to
     *     take them as they are. Where it is known how far a list was looked at, nothing is
     *     corrected: what was seen and not clicked is a negative, what was perhaps not seen is none
     */
    public static ListBatch of(
            List<ListSample> samples,
            PsadConfig config,
            ItemTable items,
            RerankerOptions options,
            @Nullable ExaminationCurve curve,
            RandomGenerator random) {
        RerankArrays inputs = ListInputs.of(samples, config, items);
        int k = inputs.candidates();
        float[] labels = new float[samples.size() * k];
        float[] considered = new float[samples.size() * k];
        for (int b = 0; b < samples.size(); b++) {
            ListSample list = samples.get(b);
            boolean shownOnly = random.nextDouble() < options.skipUnshown();
            for (int i = 0; i < list.size(); i++) {
                if ((shownOnly && !list.shown(i)) || list.perhapsUnseen(i)) {
                    continue;
                }
                considered[b * k + i] = 1;
                float factor =
                        curve == null || list.examined() >= 0
                                ? 1
                                : curve.factor(list.position(i), options.propensityBound());
                labels[b * k + i] = list.labels()[i] * factor;
            }
        }
        return new ListBatch(samples, inputs, labels, considered);
    }

    /** The lists. */
    public List<ListSample> samples() {
        return samples;
    }

    /** What the model reads of them. */
    public RerankArrays inputs() {
        return inputs;
    }

    /** Reward per candidate (B, K); 0 for padding and for what is not considered. */
    public float[] labels() {
        return labels_BK.clone();
    }

    /** 1 where a candidate counts in this step's losses (B, K), else 0. */
    public float[] considered() {
        return considered_BK.clone();
    }

    int size() {
        return samples.size();
    }

    /** Lists with a positive label among those considered. */
    int clicked() {
        int clicked = 0;
        for (int b = 0; b < size(); b++) {
            clicked += total(b) > 0 ? 1 : 0;
        }
        return clicked;
    }

    /**
     * How much a list counts beside others: the largest reward among what is considered; 0 where
     * there is none.
     */
    float weight(int b) {
        float[] rewards = samples.get(b).labels();
        float weight = 0;
        for (int i = 0; i < rewards.length; i++) {
            weight = considered(b, i) ? Math.max(weight, rewards[i]) : weight;
        }
        return weight;
    }

    /** Sum of the weights of all lists. */
    float weight() {
        float sum = 0;
        for (int b = 0; b < size(); b++) {
            sum += weight(b);
        }
        return sum;
    }

    /** Reward of entry i of (B, K), not corrected for its position; 0 for padding. */
    float rawLabel(int i) {
        float[] labels = samples.get(i / candidates).labels();
        return i % candidates < labels.length ? labels[i % candidates] : 0;
    }

    /** What was shown before each candidate where it was shown. */
    PlacedBefore shown() {
        int[][] positions = new int[size()][];
        for (int b = 0; b < positions.length; b++) {
            ListSample list = samples.get(b);
            positions[b] = new int[list.size()];
            Arrays.setAll(positions[b], list::position);
        }
        return PlacedBefore.shown(positions, candidates);
    }

    /** Whether a candidate counts in this step's losses. */
    boolean considered(int b, int i) {
        return considered_BK[b * candidates + i] > 0;
    }

    /** Sum of a list's labels. */
    double total(int b) {
        double total = 0;
        for (int i = 0; i < candidates; i++) {
            total += labels_BK[b * candidates + i];
        }
        return total;
    }
}
