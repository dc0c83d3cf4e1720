package io.riffle.model.psad;

import java.util.Arrays;

/**
 * What a candidate loses or gains by what is placed before it in a slate: Σ_r c_r φ_r.
 *
 * <p>The features φ are, for each place of its categories, the weight of the one there as far as
 * what stands one, two, three slots before and further before has it too; the mean and the largest
 * cosine of its item row to what is placed. The coefficients c are one user's.
 *
 * <p><b>Shapes.</b> K candidates of one list, P places of categories.
 */
public final class SlateTerms {
    /** Distances that are told apart: one, two, three slots, further. */
    static final int DISTANCES = 4;

    /** Cosines that are told apart: the mean and the largest. */
    static final int COSINES = 2;

    /** Features of a candidate beside what is placed, where so many places are told apart. */
    static int features(int places) {
        return places * DISTANCES + COSINES;
    }

    /** Nothing depends on what is placed. */
    public static final SlateTerms NONE =
            new SlateTerms(new float[0], 0, InCommon.ofCategories(new float[0], 0));

    private final float[] coefficients;
    private final int size; // of this list; others of its bundle may be longer
    private final InCommon common;
    private final int cosinesFrom; // where their coefficients begin

    /**
     * The terms of one list.
     *
     * @param coefficients of the features, one user's
     * @param size candidates without padding
     * @param common what two candidates have in common
     */
    SlateTerms(float[] coefficients, int size, InCommon common) {
        this.coefficients = coefficients;
        this.size = size;
        this.common = common;
        this.cosinesFrom = common.places() * DISTANCES;
    }

    /**
     * Terms of categories alone.
     *
     * @param coefficients by distance: one, two, three slots, further
     * @param shared_KK weight of the categories that two candidates share
     */
    public static SlateTerms ofCategories(float[] coefficients, float[] shared_KK) {
        int candidates = (int) Math.round(Math.sqrt(shared_KK.length));
        return new SlateTerms(
                Arrays.copyOf(coefficients, features(1)),
                candidates,
                InCommon.ofCategories(shared_KK, candidates));
    }

    /** The same terms times a number. */
    public SlateTerms times(float scale) {
        float[] scaled = coefficients.clone();
        for (int r = 0; r < scaled.length; r++) {
            scaled[r] *= scale;
        }
        return new SlateTerms(scaled, size, common);
    }

    /** The number of a distance of so many slots, 1 or more. */
    static int distance(int slots) {
        return Math.min(slots, DISTANCES) - 1;
    }

    /**
     * Adds what each candidate loses or gains in a slot, for all at once.
     *
     * @param order candidate per slot; -1 for none
     * @param worth of the candidates, those first that the terms know; is changed
     */
    public void addTo(float[] worth, int[] order, int slot) {
        // What comes behind a list is no padding of it, where it is shorter than others.
        int known = Math.min(size, worth.length);
        float[] most = new float[common.hasCosines() ? known : 0];
        Arrays.fill(most, -1);
        int placed = 0;
        for (int before = 0; before < slot; before++) {
            placed += order[before] >= 0 && order[before] < size ? 1 : 0;
        }
        for (int before = 0; placed > 0 && before < slot; before++) {
            int other = order[before];
            if (other >= 0 && other < size) {
                for (int p = 0; p < common.places(); p++) {
                    float coefficient = coefficients[p * DISTANCES + distance(slot - before)];
                    float[] row = common.shared(p, other);
                    for (int i = 0; i < known; i++) {
                        worth[i] += coefficient * row[i];
                    }
                }
                if (most.length > 0) {
                    alike(coefficients[cosinesFrom] / placed, common.cosines(other), worth, most);
                }
            }
        }
        for (int i = 0; placed > 0 && i < most.length; i++) {
            worth[i] += coefficients[cosinesFrom + 1] * most[i];
        }
    }

    private static void alike(float mean, float[] cosines, float[] worth, float[] most) {
        for (int i = 0; i < most.length; i++) {
            worth[i] += mean * cosines[i];
            most[i] = Math.max(most[i], cosines[i]);
        }
    }

    /**
     * What a candidate loses or gains in a slot; 0 for one that the terms do not know.
     *
     * @param order candidate per slot; -1 for none
     */
    public float of(int[] order, int slot, int candidate) {
        if (candidate >= size) {
            return 0;
        }
        float sum = 0;
        float cosines = 0;
        float most = -1;
        int placed = 0;
        for (int before = 0; before < slot; before++) {
            if (order[before] >= 0 && order[before] < size) {
                for (int p = 0; p < common.places(); p++) {
                    sum +=
                            coefficients[p * DISTANCES + distance(slot - before)]
                                    * common.shared(p, order[before])[candidate];
                }
                if (common.hasCosines()) {
                    float cosine = common.cosines(order[before])[candidate];
                    cosines += cosine;
                    most = Math.max(most, cosine);
                }
                placed++;
            }
        }
        return placed == 0 || !common.hasCosines()
                ? sum
                : sum
                        + coefficients[cosinesFrom] * cosines / placed
                        + coefficients[cosinesFrom + 1] * most;
    }
}
