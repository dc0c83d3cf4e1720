package io.riffle.training.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.candidates.RerankArrays;
import io.riffle.model.engine.Scalars;
import io.riffle.model.psad.DecodingStrategy;
import io.riffle.model.psad.PsadConfig;
import io.riffle.model.psad.PsadTeacher;
import io.riffle.model.psad.SlateDecoder;
import io.riffle.training.distillation.JointLoss;
import io.riffle.training.distillation.ListBatch;
import io.riffle.training.distillation.RerankNetwork;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.distillation.TeacherPrefix;
import io.riffle.training.distillation.TeacherPrefixes;
import io.riffle.training.metrics.ListMetrics;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A decoder that fills slates on its own: the teacher's, beside a student that says nothing.
 *
 * <p><b>Seq2Slate</b>: slot by slot; each slot learns which candidates still to be placed were
 * clicked, discounted by rank, after a prefix that is drawn from the first stage or, in half of the
 * steps, from the model itself. Other than there, encoder and decoder are transformers, not LSTMs.
 *
 * <p><b>NAR4Rec</b>: all slots at once from rows of their own, {@code -Σ_t log p_t(y_t)} for a
 * shown slate with a click and {@code -Σ_t log(1 - p_t(y_t))} for one without; read out by
 * contrastive search. Other than there, no evaluator chooses among several slates, similarity is
 * that of the encoder as it comes, without a contrastive loss, and a slate's utility is whether it
 * was clicked at all.
 *
 * <p><b>Shapes.</b> B lists, S slots, K candidates.
 *
 * <p><b>Source.</b> Bello et al., Seq2Slate (arXiv 1810.02019), §3.3; Ren et al.,
 * Non-autoregressive Generative Models for Reranking Recommendation, KDD 2024 (arXiv 2402.06871),
 * §4.
 */
final class SlateGenerator implements Rival {
    private static final double LIKENESS = .1;
    private static final float OWN_SHARE = .5f;

    /** How slots are filled. */
    enum Kind {
        SLOT_BY_SLOT,
        ALL_AT_ONCE
    }

    private final Kind kind;
    private final RerankNetwork network;
    private final RerankerOptions options;
    private final JointLoss loss;
    private final TeacherPrefixes prefixes;

    private SlateGenerator(Kind kind, RerankNetwork network, RerankerOptions options) {
        this.kind = kind;
        this.network = network;
        this.options = options;
        loss = new JointLoss(options, network);
        prefixes = new TeacherPrefixes(options, network);
    }

    /** Freshly drawn weights, the same for the same seed. */
    static SlateGenerator fresh(
            Kind kind,
            PsadConfig config,
            int itemRows,
            float[] backboneRows,
            RerankerOptions options,
            NDManager root) {
        PsadConfig alone =
                config.listwiseTransformer()
                        .withFirstStage(false)
                        .withBlock(kind == Kind.SLOT_BY_SLOT ? 1 : config.slate());
        RerankNetwork network =
                RerankNetwork.fresh(alone, itemRows, true, backboneRows, root, options.seed());
        // The decoder's logits come on top of a student's scores: these stay zero.
        for (String silent : new String[] {"student.score.weight", "student.score.bias"}) {
            NDArray array = network.weights().get(silent);
            array.subi(array);
        }
        return new SlateGenerator(kind, network, RivalOptions.generator(options, OWN_SHARE));
    }

    @Override
    public Map<String, NDArray> arrays() {
        return network.weights().arrays();
    }

    @Override
    public SlateGenerator copy(NDManager root) {
        return new SlateGenerator(kind, network.copy(root), options);
    }

    @Override
    public int[][] prefix(ListBatch batch, SplittableRandom random, NDManager root) {
        return kind == Kind.SLOT_BY_SLOT
                ? prefixes.draw(batch, true, random, root).order()
                : new int[0][];
    }

    @Override
    public NDArray loss(ListBatch batch, int[][] prefix, NDManager scratch) {
        if (kind == Kind.ALL_AT_ONCE) {
            return likelihood(batch, scratch);
        }
        TeacherPrefix drawn = new TeacherPrefix(prefix, prefix, null, 1);
        // All weight on a distillation of nothing: what is left is the decoder's own loss.
        return loss.of(batch, drawn, new int[0][][], 1, scratch);
    }

    @Override
    public float[][] scores(RerankArrays lists, int[] sizes, NDManager scratch) {
        PsadTeacher.Memory memory = network.teacher().memory(network.encode(lists, scratch));
        DecodingStrategy readOut =
                kind == Kind.SLOT_BY_SLOT
                        ? new DecodingStrategy.Greedy()
                        : new DecodingStrategy.Contrastive(LIKENESS);
        int[][] slates =
                new SlateDecoder(network.teacher())
                        .rollOut(
                                memory,
                                network.config().block(),
                                readOut,
                                new SplittableRandom(options.seed()));
        float[][] scores = new float[sizes.length][];
        for (int b = 0; b < sizes.length; b++) {
            scores[b] = ListMetrics.scores(slates[b], sizes[b]);
        }
        return scores;
    }

    private NDArray likelihood(ListBatch batch, NDManager scratch) {
        PsadTeacher.Memory memory =
                network.teacher()
                        .memory(
                                network.encoder()
                                        .encode(
                                                batch.inputs().tensors(scratch),
                                                options.dropout()));
        int k = batch.inputs().candidates();
        int slots = network.teacher().slots(k);
        int[][] nothing = new int[batch.samples().size()][slots];
        NDArray logits_BSK =
                network.teacher().blockLogits(memory, nothing, slots, slots, options.dropout());
        NDArray padding_B11K = memory.padding_B11K();
        if (padding_B11K != null) {
            logits_BSK = logits_BSK.add(padding_B11K.squeeze(1));
        }
        NDArray likely_BSK = logits_BSK.logSoftmax(2);
        NDArray unlikely_BSK = likely_BSK.exp().neg().add(1).clip(1e-6, 1).log();
        ShownSlots shown = new ShownSlots(batch.samples(), slots, k);
        Shape shape = logits_BSK.getShape();
        NDArray sum =
                scratch.create(shown.clicked_BSK, shape)
                        .mul(likely_BSK)
                        .add(scratch.create(shown.silent_BSK, shape).mul(unlikely_BSK))
                        .sum();
        return Scalars.times(sum, -1.0 / Math.max(1, shown.count));
    }
}
