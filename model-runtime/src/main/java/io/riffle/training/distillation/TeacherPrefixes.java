package io.riffle.training.distillation;

import ai.djl.ndarray.NDManager;
import io.riffle.model.psad.DecodingStrategy;
import io.riffle.model.psad.PsadTeacher;
import io.riffle.model.psad.SlateDecoder;
import java.util.random.RandomGenerator;

/**
 * Draws what stands before the teacher's slots, and the slates the student is taught from.
 *
 * <p>Everything here runs before gradients are collected: roll-outs carry none.
 */
public final class TeacherPrefixes {
    private final RerankerOptions options;
    private final RerankNetwork network;

    /** Orders that stand before the slots of a network's teacher. */
    public TeacherPrefixes(RerankerOptions options, RerankNetwork network) {
        this.options = options;
        this.network = network;
    }

    /**
     * The prefix of one step.
     *
     * @param warm whether the teacher may be asked for its own orders already
     */
    public TeacherPrefix draw(
            ListBatch batch, boolean warm, RandomGenerator random, NDManager root) {
        int slots = network.teacher().slots(batch.candidates);
        int block =
                options.blocks().isEmpty()
                        ? network.config().block()
                        : options.blocks().get(random.nextInt(options.blocks().size()));
        // What is asked for where it was shown needs what was shown before it.
        RollIn known = options.slotTarget() == SlotLabel.SHOWN ? RollIn.LOGGED : options.rollIn();
        boolean own =
                warm
                        && (options.rollIn() == RollIn.OWN
                                || random.nextDouble() < options.ownShare());
        int[][] order =
                own
                        ? padded(
                                slates(batch, block, new DecodingStrategy.Sampled(1), random, root),
                                slots)
                        : RollIns.draw(options.rollIn(), known, batch, slots, random);
        return random.nextDouble() < options.maskPredict()
                ? masked(order, random)
                : new TeacherPrefix(order, order, null, block);
    }

    /** Slates of the teacher that the distillation target asks for. */
    public int[][][] lessons(ListBatch batch, RandomGenerator random, NDManager root) {
        int draws =
                switch (options.target()) {
                    case NONE, AVAIL_MEAN, FIRST, CONDITIONAL -> 0;
                    case PL_LIST -> 1;
                    case MC_MARGINAL -> options.draws();
                };
        DecodingStrategy readOut =
                options.target() == DistillationTarget.PL_LIST
                        ? new DecodingStrategy.Greedy()
                        : new DecodingStrategy.Sampled(1);
        int[][][] drawn = new int[draws][][];
        for (int n = 0; n < draws; n++) {
            drawn[n] = slates(batch, network.config().block(), readOut, random, root);
        }
        return drawn;
    }

    /** Hides a share of the slots, another one for every list. */
    private TeacherPrefix masked(int[][] order, RandomGenerator random) {
        boolean[][] learned = new boolean[order.length][order[0].length];
        int[][] seen = new int[order.length][];
        for (int b = 0; b < order.length; b++) {
            seen[b] = order[b].clone();
            double share = random.nextDouble();
            for (int t = 0; t < seen[b].length; t++) {
                learned[b][t] = seen[b][t] < 0 || random.nextDouble() < share;
                seen[b][t] = learned[b][t] ? -1 : seen[b][t];
            }
        }
        return new TeacherPrefix(order, seen, learned, 0);
    }

    private int[][] slates(
            ListBatch batch,
            int block,
            DecodingStrategy readOut,
            RandomGenerator random,
            NDManager root) {
        try (NDManager scratch = root.newSubManager()) {
            PsadTeacher teacher = network.teacher();
            PsadTeacher.Memory memory = teacher.memory(network.encode(batch.inputs, scratch));
            return new SlateDecoder(teacher).rollOut(memory, block, readOut, random);
        }
    }

    private static int[][] padded(int[][] orders, int slots) {
        int[][] padded = new int[orders.length][];
        for (int b = 0; b < padded.length; b++) {
            padded[b] = RollIns.padded(orders[b], slots);
        }
        return padded;
    }
}
