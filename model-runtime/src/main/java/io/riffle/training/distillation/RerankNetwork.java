package io.riffle.training.distillation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.RerankArrays;
import io.riffle.model.psad.PairTerms;
import io.riffle.model.psad.PsadConfig;
import io.riffle.model.psad.PsadEncoder;
import io.riffle.model.psad.PsadStudent;
import io.riffle.model.psad.PsadTeacher;
import io.riffle.model.psad.PsadWeights;
import io.riffle.model.psad.SlateReadOut;
import io.riffle.model.psad.SlateTerms;
import org.jspecify.annotations.Nullable;

/**
 * Encoder, student and teacher over one set of weights.
 *
 * @param backboneRows (items, row width); null when the configuration reads none
 * @param pairs null when what is placed before a candidate does not count
 */
public record RerankNetwork(
        PsadConfig config,
        PsadWeights weights,
        @Nullable NDArray backboneRows,
        PsadEncoder encoder,
        PsadStudent student,
        @Nullable PairTerms pairs,
        @Nullable PsadTeacher decoder) {

    /** A network with drawn weights; the same seed gives the same ones. */
    public static RerankNetwork fresh(
            PsadConfig config,
            int itemRows,
            boolean teacher,
            float[] backboneRows,
            NDManager manager,
            long seed) {
        NDArray rows =
                config.columns().itemRows() == ItemRows.BACKBONE
                        ? PsadWeights.backboneRows(
                                backboneRows, config.columns().rowWidth(), manager)
                        : null;
        PsadWeights weights =
                PsadWeights.initialise(config, itemRows, teacher, backboneRows, manager, seed);
        return over(config, weights, rows, teacher);
    }

    /**
     * A published network, which has no teacher.
     *
     * @param rows (items, row width) of its backbone
     */
    public static RerankNetwork served(PsadConfig config, PsadWeights weights, NDArray rows) {
        return over(config, weights, rows, false);
    }

    /** The same network over a copy of its weights. */
    public RerankNetwork copy(NDManager manager) {
        return over(config, weights.copy(manager), backboneRows, decoder != null);
    }

    /** The slate decoder; only of a network that has one. */
    public PsadTeacher teacher() {
        if (decoder == null) {
            throw new IllegalStateException(
                    "The teacher (none) of the reranker must be trained to be asked.\n"
                            + "Maybe set teacher in its options.");
        }
        return decoder;
    }

    /** Lists as they come out of the shared encoder. */
    public PsadEncoder.Encoded encode(RerankArrays lists, NDManager scratch) {
        return encoder.encode(lists.tensors(scratch), 0);
    }

    /** The student's scores, without those of padding. */
    public float[][] scores(RerankArrays lists, NDManager scratch) {
        PsadEncoder.Encoded encoded = encode(lists, scratch);
        float[] flat = student.scores(encoded);
        int[] sizes = encoded.sizes();
        float[][] scores = new float[sizes.length][];
        for (int b = 0; b < sizes.length; b++) {
            int from = b * (flat.length / sizes.length);
            scores[b] = java.util.Arrays.copyOfRange(flat, from, from + sizes[b]);
        }
        return scores;
    }

    /** All candidates of each list in the order in which the student's slate is read out. */
    public int[][] readOut(RerankArrays lists, NDManager scratch) {
        PsadEncoder.Encoded encoded = encode(lists, scratch);
        float[] flat = student.scores(encoded);
        int[] sizes = encoded.sizes();
        int k = flat.length / sizes.length;
        SlateTerms[] terms = pairs == null ? new SlateTerms[0] : pairs.plain(encoded);
        int[][] orders = new int[sizes.length][];
        for (int b = 0; b < sizes.length; b++) {
            float[] scores = java.util.Arrays.copyOfRange(flat, b * k, b * k + sizes[b]);
            orders[b] = SlateReadOut.order(scores, pairs == null ? SlateTerms.NONE : terms[b]);
        }
        return orders;
    }

    private static RerankNetwork over(
            PsadConfig config, PsadWeights weights, @Nullable NDArray rows, boolean teacher) {
        return new RerankNetwork(
                config,
                weights,
                rows,
                new PsadEncoder(config, weights, rows),
                new PsadStudent(config, weights),
                config.listContext() ? new PairTerms(config, weights) : null,
                teacher ? new PsadTeacher(config, weights) : null);
    }
}
