package io.riffle.model.psad;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Slates of a bundle while they are being filled, and the logits of the last decoder pass.
 *
 * <p><b>Shapes.</b> B lists, S slots, K candidates, D width.
 */
public final class SlateDraft {
    private final int[] sizes;
    private final int candidates;
    private final int[][] order; // (B, S), -1 = empty
    private final double[][] certainty; // (B, S) probability of what was placed
    private final boolean[][] used; // (B, K)
    private final float[] items_BKD; // empty when no read-out asks for them
    private final int width;
    private final SlateTerms @Nullable []
            terms; // of lists; null when what is placed does not count
    private float[] logits = new float[0]; // (B, decoded, K)
    private int decoded;

    private SlateDraft(
            int[] sizes,
            int candidates,
            int slots,
            float[] items_BKD,
            SlateTerms @Nullable [] terms) {
        this.terms = terms;
        this.sizes = sizes;
        this.candidates = candidates;
        this.items_BKD = items_BKD;
        this.width = sizes.length == 0 ? 0 : items_BKD.length / (sizes.length * candidates);
        order = new int[sizes.length][slots];
        certainty = new double[sizes.length][slots];
        used = new boolean[sizes.length][candidates];
        for (int list = 0; list < sizes.length; list++) {
            Arrays.fill(order[list], -1);
        }
    }

    static SlateDraft empty(
            PsadTeacher.Memory memory,
            SlateTerms @Nullable [] terms,
            int slots,
            boolean withItems) {
        return new SlateDraft(
                memory.lists().sizes(),
                Math.toIntExact(memory.z_BKD().getShape().get(1)),
                slots,
                withItems ? memory.z_BKD().toFloatArray() : new float[0],
                terms);
    }

    /** Empty slates of one list, for the read-outs' tests. */
    static SlateDraft ofOne(int candidates, int slots) {
        return new SlateDraft(new int[] {candidates}, candidates, slots, new float[0], null);
    }

    int lists() {
        return sizes.length;
    }

    int size(int list) {
        return sizes[list];
    }

    int[][] order() {
        return order;
    }

    void logits(float[] values, int slots) {
        logits = values;
        decoded = slots;
    }

    boolean filled(int list, int slot) {
        return order[list][slot] >= 0;
    }

    int placed(int list, int slot) {
        return order[list][slot];
    }

    boolean available(int list, int candidate) {
        return candidate < sizes[list] && !used[list][candidate];
    }

    /** Logit of a candidate in a slot of the last pass, after what is placed before it. */
    float logit(int list, int slot, int candidate) {
        float logit = logits[(list * decoded + slot) * candidates + candidate];
        return terms == null ? logit : logit + terms[list].of(order[list], slot, candidate);
    }

    /**
     * Probabilities of the available candidates in a slot, 0 for the others; the exact conditional
     * of the teacher given everything placed so far.
     */
    double[] probabilities(int list, int slot, double temperature) {
        double[] p = new double[sizes[list]];
        double top = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < p.length; i++) {
            if (!used[list][i]) {
                p[i] = logit(list, slot, i) / temperature;
                top = Math.max(top, p[i]);
            }
        }
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            if (!used[list][i]) {
                p[i] = Math.exp(p[i] - top);
                sum += p[i];
            }
        }
        for (int i = 0; i < p.length && sum > 0; i++) {
            p[i] /= sum;
        }
        return p;
    }

    void place(int list, int slot, int candidate, double probability) {
        order[list][slot] = candidate;
        certainty[list][slot] = probability;
        used[list][candidate] = true;
    }

    /** Empties the given number of slots, those that were filled with the least certainty. */
    void withdraw(int list, int slots) {
        for (int n = 0; n < slots; n++) {
            int least = -1;
            for (int s = 0; s < order[list].length; s++) {
                if (filled(list, s) && (least < 0 || certainty[list][s] < certainty[list][least])) {
                    least = s;
                }
            }
            if (least < 0) {
                return;
            }
            used[list][order[list][least]] = false;
            order[list][least] = -1;
        }
    }

    /** Cosine of two encoded candidates. */
    double similarity(int list, int a, int b) {
        int i = (list * candidates + a) * width;
        int j = (list * candidates + b) * width;
        double dot = 0;
        double aa = 1e-12;
        double bb = 1e-12;
        for (int d = 0; d < width; d++) {
            dot += items_BKD[i + d] * items_BKD[j + d];
            aa += items_BKD[i + d] * items_BKD[i + d];
            bb += items_BKD[j + d] * items_BKD[j + d];
        }
        return dot / Math.sqrt(aa * bb);
    }

    /** The slates, without empty slots at their ends. */
    int[][] slates() {
        int[][] slates = new int[order.length][];
        for (int list = 0; list < slates.length; list++) {
            slates[list] = Arrays.copyOf(order[list], Math.min(order[list].length, sizes[list]));
        }
        return slates;
    }
}
