package io.riffle.training.evaluator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.candidates.RerankTensors;
import io.riffle.model.engine.Affine;
import io.riffle.model.engine.Scalars;
import io.riffle.model.psad.PsadEncoder;
import io.riffle.training.distillation.RerankNetwork;
import io.riffle.training.optimiser.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A slot of a slate is clicked with probability {@code e_t(u) σ(b(i, u) + Σ_{s<t} Σ_r (1 + v_r·u)
 * a_r(t - s) φ_r(i_t, i_s))}: examination of the slot, and attraction of its item after those
 * before it.
 *
 * <p>b is a perceptron over the reranker's own columns, told who asks. φ are the categories that
 * two items share and a learned similarity; a says how much each counts at what distance, v for
 * whom. {@code e_0 = 1}: a factor of all slots cannot be told from attraction.
 *
 * <p><b>Shapes.</b> B lists, S slots, K candidates, D width, R kinds of having something in common,
 * the learned one last, L = S - 1 distances, U user width, V width of the similarity.
 */
final class EvaluatorNetwork {
    /** What tables of few numbers, which have far to go in few steps, are multiplied by. */
    private static final double STRIDE = 10;

    /**
     * What is known of lists before anything is placed.
     *
     * @param base_BK logit of a click on a candidate that is seen first
     * @param query_BKV of the similarity, of what comes later
     * @param key_BKV of the similarity, of what came before
     * @param weight_BRL what having something in common at a distance adds to the logit
     * @param seen_BS logarithm of the examination of each slot
     */
    record Known(
            NDArray base_BK,
            NDArray query_BKV,
            NDArray key_BKV,
            NDArray weight_BRL,
            NDArray seen_BS) {}

    private final RerankNetwork base;
    private final Map<String, NDArray> own;

    /**
     * @param base a student without encoder layers and without teacher
     * @param own as {@link EvaluatorWeights} draws them
     */
    EvaluatorNetwork(RerankNetwork base, Map<String, NDArray> own) {
        this.base = base;
        this.own = own;
    }

    /** The same network over a copy of its weights. */
    EvaluatorNetwork copy(NDManager root) {
        Map<String, NDArray> copies = new LinkedHashMap<>();
        own.forEach(
                (name, array) ->
                        copies.put(name, root.create(array.toFloatArray(), array.getShape())));
        return new EvaluatorNetwork(base.copy(root), copies);
    }

    /** All weights by name. */
    Map<String, NDArray> arrays() {
        Map<String, NDArray> all = new LinkedHashMap<>(base.weights().arrays());
        own.forEach((name, array) -> all.put("evaluator." + name, array));
        return all;
    }

    /** What is known of lists; dropout 0 when nothing is learned. */
    Known known(RerankTensors lists, float dropout) {
        PsadEncoder.Encoded encoded = base.encoder().encode(lists, dropout);
        NDArray bias = Scalars.times(weight("bias"), STRIDE);
        NDArray user_BU = user(lists);
        NDArray louder_BR1 = Affine.linear(user_BU, weight("pair.user")).add(1).expandDims(2);
        NDArray seen_BS =
                Affine.linear(user_BU, weight("seen.user"))
                        .add(Scalars.times(weight("seen.slot"), STRIDE));
        NDManager manager = user_BU.getManager();
        int slots = Math.toIntExact(seen_BS.getShape().get(1));
        float[] later = new float[slots];
        Arrays.fill(later, 1, slots, -1);
        return new Known(
                base.student().score(encoded).add(bias),
                // Small at first: a likeness is learned, shared categories are there from the
                // start.
                Scalars.times(
                        Affine.linear(encoded.z_BKD(), weight("alike.query")),
                        1 / (STRIDE * EvaluatorWeights.ALIKE_WIDTH)),
                Affine.linear(encoded.z_BKD(), weight("alike.key")),
                louder_BR1.mul(Scalars.times(weight("pair.distance"), STRIDE)),
                Scalars.logSigmoid(seen_BS.neg()).neg().mul(manager.create(later)));
    }

    /** Mean cross-entropy of the clicks of shown slates, over the slots that count; a scalar. */
    NDArray loss(Known known, ShownBatch batch) {
        NDManager manager = known.base_BK().getManager();
        int b = batch.lists;
        int s = batch.slots;
        long k = known.base_BK().getShape().get(1);
        NDArray placed_BSK = manager.create(batch.placed_BSK, new Shape(b, s, k));
        NDArray logit_BS =
                placed_BSK
                        .matMul(known.base_BK().expandDims(2))
                        .squeeze(2)
                        .add(before(known, batch, placed_BSK));
        NDArray likely_BS =
                known.seen_BS()
                        .add(Scalars.logSigmoid(logit_BS)); // logarithm of the click's chance
        NDArray missed_BS = likely_BS.exp().neg().add(1).clip(1e-6, 1).log();
        NDArray clicked_BS = manager.create(batch.clicked_BS, new Shape(b, s));
        NDArray each_BS = clicked_BS.mul(likely_BS.sub(missed_BS)).add(missed_BS);
        NDArray counted_BS = manager.create(batch.counted_BS, new Shape(b, s));
        return Scalars.times(each_BS.mul(counted_BS).sum(), -1 / Math.max(1, batch.counted()));
    }

    /** What stands before each slot adds to its logit (B, S). */
    private NDArray before(Known known, ShownBatch batch, NDArray placed_BSK) {
        NDManager manager = placed_BSK.getManager();
        int s = batch.slots;
        NDArray query_BSV = placed_BSK.matMul(known.query_BKV());
        NDArray key_BSV = placed_BSK.matMul(known.key_BKV());
        NDArray alike_B1SS = query_BSV.matMul(key_BSV.transpose(0, 2, 1)).expandDims(1);
        long r = known.weight_BRL().getShape().get(1);
        NDArray shared_BRSS =
                manager.create(batch.shared_BRSS, new Shape(batch.lists, r - 1, s, s));
        NDArray inCommon_BRSS = shared_BRSS.concat(alike_B1SS, 1);
        long l = known.weight_BRL().getShape().get(2);
        NDArray weight_BRSS =
                known.weight_BRL()
                        .reshape(batch.lists * r, l)
                        .matMul(distances(manager, s, Math.toIntExact(l)))
                        .reshape(batch.lists, r, s, s);
        return inCommon_BRSS.mul(weight_BRSS).sum(new int[] {1, 3});
    }

    /** (L, S S): 1 where the second slot lies so far before the first. */
    private static NDArray distances(NDManager manager, int slots, int distances) {
        float[] far = new float[distances * slots * slots];
        for (int t = 0; t < slots; t++) {
            for (int before = 0; before < t; before++) {
                far[(t - before - 1) * slots * slots + t * slots + before] = 1;
            }
        }
        return manager.create(far, new Shape(distances, (long) slots * slots));
    }

    private NDArray user(RerankTensors lists) {
        long columns = lists.profile_BP().getShape().get(1);
        NDArray about = lists.user_BU();
        if (columns > 0) {
            NDArray rows = Affine.rows(lists.profile_BP(), weight("user.rows"));
            about = rows.reshape(lists.lists(), columns * rows.getShape().get(2)).concat(about, 1);
        }
        return Affine.linear(about, weight("user.hidden")).tanh();
    }

    private NDArray weight(String name) {
        return Tensors.get(own, name);
    }
}
