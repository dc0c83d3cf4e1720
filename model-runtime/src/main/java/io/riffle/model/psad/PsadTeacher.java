package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.riffle.model.engine.Affine;
import io.riffle.model.engine.Scalars;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The semi-autoregressive teacher: a decoder that fills a slate block by block.
 *
 * <p>Slots of a block are decoded at once and see all slots up to their own block; block 1 is
 * autoregressive, block = slate is not autoregressive, with no branch in the code. Slot t reads
 * what stands {@code block} slots before it. Every slot points at one candidate; items that were
 * placed before, in the same block too, are masked by the read-out and by the loss, which makes the
 * product over slots an exact distribution over ordered slates. A logit is the student's score, as
 * a plain number, plus what the decoder says: the teacher starts as the student and learns what a
 * place in the slate and its neighbours change.
 *
 * <p>A second mode fills slates by masked prediction with the same layers: all slots see each
 * other, and slots that are not filled yet carry a mask.
 *
 * <p>Keys and values of the candidates are computed once per slate; those of the slots are computed
 * anew in every block.
 *
 * <p><b>Shapes.</b> B lists, S slots, K candidates, D width, H heads, V head width.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107; blocks as in the semi-autoregressive transformer,
 * masked prediction as in conditional masked language models.
 */
public final class PsadTeacher {

    /** What the decoder looks at, computed once per bundle. */
    public record Memory(
            PsadEncoder.Encoded lists,
            List<NDList> layers,
            NDArray pointer_BDK,
            NDArray base_B1K,
            @Nullable NDArray padding_B11K) {

        NDArray z_BKD() {
            return lists.z_BKD();
        }
    }

    private final PsadConfig config;
    private final PsadWeights weights;
    private final DecoderRows rows;
    private final PsadStudent student;
    private final PairTerms pairs;
    private final TransformerLayer[] layers;

    /** The teacher among these weights, the decoder's included. */
    public PsadTeacher(PsadConfig config, PsadWeights weights) {
        this.config = config;
        this.weights = weights;
        rows = new DecoderRows(weights);
        student = new PsadStudent(config, weights);
        pairs = new PairTerms(config, weights);
        layers = new TransformerLayer[config.decoderLayers()];
        for (int layer = 0; layer < layers.length; layer++) {
            layers[layer] =
                    new TransformerLayer(weights, "decoder.layers." + layer, config.heads());
        }
    }

    /** Whether a weight is the teacher's alone. */
    public static boolean owns(String weight) {
        return weight.startsWith("decoder.");
    }

    /** Prepares encoded lists for decoding. */
    public Memory memory(PsadEncoder.Encoded lists) {
        List<NDList> perLayer = new ArrayList<>();
        for (TransformerLayer layer : layers) {
            perLayer.add(layer.memory(lists.z_BKD()));
        }
        NDArray pointer_BDK =
                Scalars.times(
                                Affine.linear(lists.z_BKD(), weights.get("decoder.pointer.key")),
                                1 / Math.sqrt(config.width()))
                        .transpose(0, 2, 1);
        // The student's own scores, which learn nothing here: the decoder is left with what a place
        // in the slate and its neighbours change.
        NDArray base_B1K = student.scoreDetached(lists).stopGradient().expandDims(1);
        return new Memory(lists, perLayer, pointer_BDK, base_B1K, lists.padding_B11K());
    }

    /** Slots that lists of up to {@code candidates} candidates can fill. */
    public int slots(int candidates) {
        return Math.min(config.slate(), candidates);
    }

    /**
     * Raw pointer logits (B, slots, K) of the first slots, given what stands before each block.
     *
     * @param order candidate per slot of each list; only the first slots - block are read; -1 for
     *     none
     */
    public NDArray blockLogits(Memory memory, int[][] order, int slots, int block, float dropout) {
        NDArray x_BSD = rows.started(memory.z_BKD(), order, slots, block);
        return decode(
                memory, x_BSD, DecoderRows.blockMask(x_BSD.getManager(), slots, block), dropout);
    }

    /**
     * Raw pointer logits (B, slots, K) of all slots, given those already filled.
     *
     * @param order candidate per slot of each list; -1 for a masked slot
     */
    public NDArray maskedLogits(Memory memory, int[][] order, int slots, float dropout) {
        return decode(memory, rows.masked(memory.z_BKD(), order, slots), null, dropout);
    }

    /** Terms of pairs of each list; null when none are read. */
    SlateTerms @Nullable [] terms(Memory memory) {
        return config.listContext()
                ? pairs.plain(
                        memory.lists(), pairs.taughtCoefficients(memory.lists()).toFloatArray())
                : null;
    }

    /**
     * What every candidate loses or gains in every slot by what stands before it (B, S, K), by the
     * teacher's coefficients.
     *
     * @param before what stands before each slot
     */
    public NDArray inContext(Memory memory, PlacedBefore before) {
        PsadEncoder.Encoded lists = memory.lists();
        return pairs.inSlots(
                pairs.taughtCoefficients(lists),
                pairs.shared(lists).stopGradient(),
                pairs.cosines(lists),
                before);
    }

    private NDArray decode(
            Memory memory, NDArray input_BSD, @Nullable NDArray mask, float dropout) {
        NDArray x_BSD = rows.numbered(input_BSD);
        for (int layer = 0; layer < layers.length; layer++) {
            x_BSD =
                    layers[layer].decode(
                            x_BSD,
                            mask,
                            memory.layers().get(layer),
                            memory.padding_B11K(),
                            dropout);
        }
        NDArray query_BSD =
                Affine.linear(
                        weights.norm("decoder.norm").apply(x_BSD),
                        weights.get("decoder.pointer.query"));
        return query_BSD.matMul(memory.pointer_BDK()).add(memory.base_B1K());
    }
}
