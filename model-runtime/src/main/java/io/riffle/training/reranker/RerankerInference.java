package io.riffle.training.reranker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.psad.DecodingStrategy;
import io.riffle.model.psad.PsadConfig;
import io.riffle.model.psad.PsadTeacher;
import io.riffle.model.psad.SlateDecoder;
import io.riffle.training.distillation.ListInputs;
import io.riffle.training.distillation.RerankNetwork;
import io.riffle.training.lists.ListSample;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What student and teacher of one network say about lists; nothing is learned.
 *
 * <p><b>State</b>: none of its own; arrays live for one call.
 */
final class RerankerInference {
    /** Lists encoded at once. */
    private static final int AT_ONCE = 64;

    private final PsadConfig config;
    private final ItemTable items;
    private final RerankNetwork network;
    private final NDManager root;
    private final long seed;

    RerankerInference(
            PsadConfig config, ItemTable items, RerankNetwork network, NDManager root, long seed) {
        this.config = config;
        this.items = items;
        this.network = network;
        this.root = root;
        this.seed = seed;
    }

    /** The student's score of every candidate of every list; higher is better. */
    float[][] score(List<ListSample> lists) {
        float[][] scores = new float[lists.size()][];
        for (int from = 0; from < lists.size(); from += AT_ONCE) {
            List<ListSample> part = part(lists, from);
            try (NDManager scratch = root.newSubManager()) {
                float[][] scored = network.scores(ListInputs.of(part, config, items), scratch);
                System.arraycopy(scored, 0, scores, from, scored.length);
            }
        }
        return scores;
    }

    /** All candidates in the order in which the student's slate is read out. */
    int[][] readOut(List<ListSample> lists) {
        int[][] orders = new int[lists.size()][];
        for (int from = 0; from < lists.size(); from += AT_ONCE) {
            List<ListSample> part = part(lists, from);
            try (NDManager scratch = root.newSubManager()) {
                int[][] read = network.readOut(ListInputs.of(part, config, items), scratch);
                System.arraycopy(read, 0, orders, from, read.length);
            }
        }
        return orders;
    }

    /** The student's slates: candidate indices, best first; equal scores in first-stage order. */
    int[][] slates(List<ListSample> lists) {
        int[][] slates = readOut(lists);
        for (int b = 0; b < slates.length; b++) {
            slates[b] = Arrays.copyOf(slates[b], Math.min(config.slate(), slates[b].length));
        }
        return slates;
    }

    /** The teacher's slates, filled block by block: candidate indices, best first. */
    int[][] teach(List<ListSample> lists, int block, DecodingStrategy readOut) {
        return slates(
                lists,
                memory ->
                        new SlateDecoder(network.teacher())
                                .rollOut(memory, block, readOut, new SplittableRandom(seed)));
    }

    /** The teacher's slates, filled by masked prediction. */
    int[][] teachMasked(List<ListSample> lists, int rounds) {
        return slates(
                lists, memory -> new SlateDecoder(network.teacher()).maskPredict(memory, rounds));
    }

    /** What the teacher thinks of each candidate: its distribution over the first slot. */
    float[][] teacherScores(List<ListSample> lists) {
        float[][] scores = new float[lists.size()][];
        for (int from = 0; from < lists.size(); from += AT_ONCE) {
            List<ListSample> part = part(lists, from);
            try (NDManager scratch = root.newSubManager()) {
                int[][] nothing = new int[part.size()][0];
                NDArray logits_B1K =
                        network.teacher().blockLogits(memory(part, scratch), nothing, 1, 1, 0);
                float[] flat = logits_B1K.toFloatArray();
                int k = flat.length / part.size();
                for (int b = 0; b < part.size(); b++) {
                    scores[from + b] = Arrays.copyOfRange(flat, b * k, b * k + part.get(b).size());
                }
            }
        }
        return scores;
    }

    private interface Filling {
        int[][] of(PsadTeacher.Memory memory);
    }

    private int[][] slates(List<ListSample> lists, Filling filling) {
        int[][] slates = new int[lists.size()][];
        for (int from = 0; from < lists.size(); from += AT_ONCE) {
            List<ListSample> part = part(lists, from);
            try (NDManager scratch = root.newSubManager()) {
                int[][] filled = filling.of(memory(part, scratch));
                System.arraycopy(filled, 0, slates, from, filled.length);
            }
        }
        return slates;
    }

    private PsadTeacher.Memory memory(List<ListSample> lists, NDManager scratch) {
        return network.teacher()
                .memory(network.encode(ListInputs.of(lists, config, items), scratch));
    }

    private static List<ListSample> part(List<ListSample> lists, int from) {
        return lists.subList(from, Math.min(from + AT_ONCE, lists.size()));
    }
}
