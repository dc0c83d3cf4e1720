package io.riffle.model.sources;

import io.riffle.model.tables.Columns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How far each source is to be believed: a softmax over the candidates of a request whose weights
 * follow the clicks, by AdaGrad. All weights are zero at the start.
 *
 * <p>A candidate's score is w·x + w_c·x, with weights of its own for each context c: how many
 * events of the user are known, and whether the newest one is of this session. A click on a
 * candidate moves the weights along x_target - Σ_j p_j x_j.
 *
 * <p><b>Shapes</b>: n candidates, F features. <b>Source</b>: Duchi, Hazan and Singer, JMLR 12
 * (2011), for the step sizes.
 */
final class Blend {
    /** Contexts with weights of their own. */
    static final int CONTEXTS = 8;

    private static final double RATE = .2;
    private static final double LEAST = 1e-3;

    /** Square of the gradient of a click, about: where squares are not told, steps stay short. */
    private static final float USUAL = .01f;

    /** Clicks with a list of the backbone's that are to be learned before the next is weighed. */
    private static final int MET = 300;

    private final int features;
    private final float[] weights;
    private final float[] squares;
    private double[] chances = new double[0];
    private final double[] expected;
    private int lists;

    /** One that has learned nothing. */
    Blend(int features) {
        this.features = features;
        this.weights = new float[(1 + CONTEXTS) * features];
        this.squares = new float[weights.length];
        this.expected = new double[features];
    }

    /** The context of a request. */
    static int context(Past past, long now) {
        int known = past.known();
        int events = known == 0 ? 0 : known <= 3 ? 1 : known <= 20 ? 2 : 3;
        return 2 * events + (past.gap(now) > Past.SESSION_GAP ? 1 : 0);
    }

    /**
     * Scores candidates.
     *
     * @param x features, [n, F]
     * @param scores at least [n], overwritten
     */
    void score(float[] x, int size, int context, float[] scores) {
        int own = (1 + context) * features;
        float[] both = new float[features];
        for (int f = 0; f < features; f++) {
            both[f] = weights[f] + weights[own + f];
        }
        for (int i = 0; i < size; i++) {
            int from = i * features;
            float score = 0;
            for (int f = 0; f < features; f++) {
                score += x[from + f] * both[f];
            }
            scores[i] = score;
        }
    }

    /**
     * Learns which candidate was clicked.
     *
     * @param x features, [n, F]
     * @param scores as {@link #score} gave them
     * @param target the candidate
     */
    void learn(float[] x, float[] scores, int size, int context, int target) {
        if (chances.length < size) {
            chances = new double[2 * size];
        }
        float largest = scores[0];
        for (int i = 1; i < size; i++) {
            largest = Math.max(largest, scores[i]);
        }
        double sum = 0;
        for (int i = 0; i < size; i++) {
            chances[i] = Math.exp(scores[i] - largest);
            sum += chances[i];
        }
        Arrays.fill(expected, 0);
        for (int i = 0; i < size; i++) {
            double chance = chances[i] / sum - (i == target ? 1 : 0);
            int from = i * features;
            for (int f = 0; f < features; f++) {
                expected[f] += chance * x[from + f];
            }
        }
        step(0);
        step((1 + context) * features);
    }

    /** A click was learned to which the backbone proposed a list. */
    void met() {
        lists = Math.min(MET, lists + 1);
    }

    /** Clicks with a list of the backbone's, as far as they are counted. */
    int lists() {
        return lists;
    }

    void lists(int counted) {
        lists = counted;
    }

    boolean knowsBackbone() {
        return lists >= MET;
    }

    /** Weights of all contexts together, then of each; [(1 + contexts) F]. */
    float[] weights() {
        return weights.clone();
    }

    /** Number of weights; of the first version, which had one source fewer. */
    int size(boolean first) {
        return first ? (1 + CONTEXTS) * (features - CandidateFeatures.EACH) : weights.length;
    }

    /** Takes over weights; of the first version, too, where the source that came later has none. */
    void weights(float[] learned) {
        copy(learned, weights);
    }

    /** Sums of squared gradients, which say how long a step is; as {@link #weights()}. */
    float[] squares() {
        return squares.clone();
    }

    /** Takes over squares. */
    void squares(float[] summed) {
        copy(summed, squares);
    }

    /** Takes over that so many clicks were learned, where nobody says more. */
    void squares(long clicks) {
        Arrays.fill(squares, USUAL * clicks);
    }

    private void copy(float[] learned, float[] into) {
        int had = learned.length / (1 + CONTEXTS);
        int before = CandidateFeatures.EACH * CandidateSources.ADDED;
        for (int c = 0; c <= CONTEXTS; c++) {
            int from = c * had;
            int to = c * features;
            System.arraycopy(learned, from, into, to, before);
            int behind = to + features - (had - before);
            System.arraycopy(learned, from + before, into, behind, had - before);
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(lists);
        Columns.write(out, weights);
        Columns.write(out, squares);
    }

    void read(DataInput in, boolean first) throws IOException {
        lists = in.readInt();
        copy(Columns.floats(in, size(first)), weights);
        copy(Columns.floats(in, size(first)), squares);
    }

    private void step(int from) {
        for (int f = 0; f < features; f++) {
            double gradient = expected[f];
            squares[from + f] += (float) (gradient * gradient);
            weights[from + f] -= (float) (RATE * gradient / Math.sqrt(squares[from + f] + LEAST));
        }
    }
}
