package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.candidates.ItemRows;
import io.riffle.model.engine.Affine;
import io.riffle.model.engine.Scalars;
import java.util.Arrays;

/**
 * The terms of pairs by which a candidate's worth depends on what is placed before it: Σ_r c_r(u)
 * φ_r(candidate, placed), the coefficients from the user vector. {@link SlateTerms} are the same in
 * plain numbers, for the read-out.
 *
 * <p>They are the same for student and teacher but for the coefficients; those of the teacher are
 * the student's and what it adds. All start at zero: a slate starts as a sorted list.
 *
 * <p><b>Shapes.</b> B lists, K candidates, S slots, R features, C categories of an item, P of whose
 * places are told apart: all, or none (1).
 */
public final class PairTerms {
    private final PsadConfig config;
    private final PsadWeights weights;

    /** The terms among these weights. */
    public PairTerms(PsadConfig config, PsadWeights weights) {
        this.config = config;
        this.weights = weights;
    }

    /** The student's coefficients (B, R). */
    public NDArray coefficients(PsadEncoder.Encoded lists) {
        return UserLinear.of(config, weights, PsadShapes.PAIRS, lists);
    }

    /** The teacher's coefficients (B, R), in which the student's learn nothing. */
    NDArray taughtCoefficients(PsadEncoder.Encoded lists) {
        return coefficients(lists)
                .stopGradient()
                .add(UserLinear.of(config, weights, "decoder.pairs", lists));
    }

    /**
     * Weight of the categories that a candidate has in common with one that is placed (B, P, placed
     * K, K), by the place of the candidate's category.
     */
    public NDArray shared(PsadEncoder.Encoded lists) {
        NDArray mine_BKC = lists.read().categories_BKC();
        long b = mine_BKC.getShape().get(0);
        long k = mine_BKC.getShape().get(1);
        long c = mine_BKC.getShape().get(2);
        NDArray weight_BKC =
                Affine.rows(mine_BKC, weights.get(PsadShapes.PAIR_CATEGORIES))
                        .reshape(b, 1, k, c, 1)
                        // Rows 0 and 1 are padding and none.
                        .mul(mine_BKC.gt(1).toType(DataType.FLOAT32, false).reshape(b, 1, k, c, 1));
        // Of each placed, of each candidate, of each of its categories: that of the placed.
        NDArray same =
                mine_BKC.reshape(b, 1, k, c, 1)
                        .eq(mine_BKC.reshape(b, k, 1, 1, c))
                        .toType(DataType.FLOAT32, false);
        NDArray weight_BKKC = same.mul(weight_BKC).sum(new int[] {4});
        return config.places() > 1
                ? weight_BKKC.transpose(0, 3, 1, 2)
                : weight_BKKC.sum(new int[] {3}).expandDims(1);
    }

    /** Cosines of the candidates' item rows (B, K, K) in plain numbers; empty without rows. */
    public float[] cosines(PsadEncoder.Encoded lists) {
        if (!hasCosines()) {
            return new float[0];
        }
        NDArray rows_BKX =
                lists.items_BKX().stopGradient().get(":, :, :" + config.columns().rowWidth());
        if (config.columns().itemRows() == ItemRows.BACKBONE) {
            // Of length root of the width already.
            NDArray products_BKK = rows_BKX.matMul(rows_BKX.transpose(0, 2, 1));
            return Scalars.times(products_BKK, 1.0 / config.columns().rowWidth()).toFloatArray();
        }
        NDArray length = rows_BKX.mul(rows_BKX).sum(new int[] {2}, true).add(1e-12f).sqrt();
        NDArray unit_BKX = rows_BKX.div(length);
        return unit_BKX.matMul(unit_BKX.transpose(0, 2, 1)).toFloatArray();
    }

    /**
     * What every candidate loses or gains in every slot (B, S, K).
     *
     * @param coefficients_BR of the students or the teachers
     * @param slots what stands before each slot
     */
    public NDArray inSlots(
            NDArray coefficients_BR, NDArray shared_BPKK, float[] cosines, PlacedBefore slots) {
        NDArray terms_BSK = weighed(coefficients_BR, slots).matMul(shared_BPKK).sum(new int[] {1});
        return cosines.length == 0
                ? terms_BSK
                : terms_BSK.add(
                        likeness(coefficients_BR, slots.likeness(cosines, false), slots.queries));
    }

    /**
     * What every candidate lost or gained where it was shown (B, K).
     *
     * @param shown what stands before each candidate
     */
    public NDArray whereShown(
            NDArray coefficients_BR, NDArray shared_BPKK, float[] cosines, PlacedBefore shown) {
        NDArray terms_BK =
                weighed(coefficients_BR, shown)
                        .mul(shared_BPKK.transpose(0, 1, 3, 2))
                        .sum(new int[] {1, 3});
        if (cosines.length == 0) {
            return terms_BK;
        }
        NDArray alike_BQ1 = likeness(coefficients_BR, shown.likeness(cosines, true), shown.queries);
        return terms_BK.add(alike_BQ1.squeeze(2));
    }

    /** The student's terms of each list in plain numbers. */
    public SlateTerms[] plain(PsadEncoder.Encoded lists) {
        return plain(lists, UserLinear.plain(config, weights, PsadShapes.PAIRS, lists));
    }

    /** Terms of each list in plain numbers, of given coefficients (B, R). */
    SlateTerms[] plain(PsadEncoder.Encoded lists, float[] coefficients_BR) {
        int candidates = Math.toIntExact(lists.z_BKD().getShape().get(1));
        float[] ofCategories = weights.plain(PsadShapes.PAIR_CATEGORIES);
        int features = SlateTerms.features(config.places());
        SlateTerms[] terms = new SlateTerms[lists.sizes().length];
        InCommon.Rows rows = rows(lists);
        for (int b = 0; b < terms.length; b++) {
            InCommon common =
                    new InCommon(
                            rows,
                            lists.read().categories(),
                            config.columns().itemCategories(),
                            ofCategories,
                            b,
                            candidates,
                            config.places());
            int from = b * features;
            terms[b] =
                    new SlateTerms(
                            Arrays.copyOfRange(coefficients_BR, from, from + features),
                            lists.sizes()[b],
                            common);
        }
        return terms;
    }

    private InCommon.Rows rows(PsadEncoder.Encoded lists) {
        if (!hasCosines()) {
            return InCommon.Rows.NONE;
        }
        float[] values = lists.items_BKX().toFloatArray();
        int stride = config.columns().itemWidth();
        int width = config.columns().rowWidth();
        return config.columns().itemRows() == ItemRows.BACKBONE
                ? InCommon.Rows.ofLength(Math.sqrt(width), values, stride, width)
                : InCommon.Rows.of(values, stride, width);
    }

    private boolean hasCosines() {
        ItemRows kind = config.columns().itemRows();
        return kind != ItemRows.NONE && kind != ItemRows.OWN;
    }

    /** Coefficient of what stands before each query by place and distance (B, P, Q, K). */
    private NDArray weighed(NDArray coefficients_BR, PlacedBefore placed) {
        NDManager manager = coefficients_BR.getManager();
        long b = placed.lists;
        NDArray near =
                manager.create(
                        placed.near_BRQK,
                        new Shape(
                                b,
                                SlateTerms.DISTANCES,
                                (long) placed.queries * placed.candidates));
        long p = config.places();
        return coefficients_BR
                .get(":, :" + p * SlateTerms.DISTANCES)
                .reshape(b, p, SlateTerms.DISTANCES)
                .matMul(near)
                .reshape(b, p, placed.queries, placed.candidates);
    }

    private NDArray likeness(NDArray coefficients_BR, float[][] meanAndMost, long queries) {
        NDManager manager = coefficients_BR.getManager();
        long b = coefficients_BR.getShape().get(0);
        Shape shape = new Shape(b, queries, meanAndMost[0].length / (b * queries));
        NDArray of_B2 = coefficients_BR.get(":, " + config.places() * SlateTerms.DISTANCES + ":");
        return manager.create(meanAndMost[0], shape)
                .mul(of_B2.get(":, 0:1").expandDims(2))
                .add(manager.create(meanAndMost[1], shape).mul(of_B2.get(":, 1:2").expandDims(2)));
    }
}
