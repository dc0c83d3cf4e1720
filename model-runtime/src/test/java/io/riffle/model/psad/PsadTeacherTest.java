package io.riffle.model.psad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.model.candidates.RerankRequest;
import io.riffle.model.testing.Rounding;
import io.riffle.model.testing.TinyReranker;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slates of the teacher: their probabilities, and what each slot sees. */
final class PsadTeacherTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void probabilitiesOfAllSlatesSumToOne(int block) {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, block))) {
            List<int[]> orders = Orders.of(5, 4);
            double[] p = probabilities(tiny, TinyReranker.request(5, 3), orders, block);
            assertThat(orders).hasSize(120);
            assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-5));
            assertThat(Arrays.stream(p).max().orElseThrow())
                    .isGreaterThan(2 * Arrays.stream(p).min().orElseThrow());
        }
    }

    @Test
    void blockOfOneIsThePlainAutoregressiveDecoder() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 1))) {
            PsadEncoder.Encoded encoded = tiny.encode(List.of(TinyReranker.request(5, 3)));
            float[] flat = encoded.z_BKD().toFloatArray();
            float[][] z = new float[5][];
            for (int i = 0; i < 5; i++) {
                z[i] = Arrays.copyOfRange(flat, i * 8, (i + 1) * 8);
            }
            float[] scores = tiny.student.score(encoded).toFloatArray();
            int[] order = {3, 0, 4, 1};
            PsadTeacher.Memory memory = tiny.teacher.memory(encoded);
            float[] logits =
                    tiny.teacher.blockLogits(memory, new int[][] {order}, 4, 1, 0).toFloatArray();
            AutoregressiveReference reference =
                    new AutoregressiveReference(tiny.config, tiny.weights);
            for (int t = 0; t < 4; t++) {
                float[] expected = reference.logits(z, scores, Arrays.copyOf(order, t));
                for (int i = 0; i < 5; i++) {
                    assertThat(logits[t * 5 + i]).isCloseTo(expected[i], within(1e-4f));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void logitsOfABlockDependOnEarlierBlocksOnly(int block) {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(5, block))) {
            int[] one = {0, 1, 2, 3, 4};
            for (int changed = 0; changed < 5; changed++) {
                int[] other = one.clone();
                other[changed] = 6;
                float[][][] logits =
                        logits(tiny, TinyReranker.request(7, 4), List.of(one, other), block);
                for (int slot = 0; slot < 5; slot++) {
                    // The last items of a slate stand before no slot.
                    boolean seen = slot / block > changed / block && changed + block < 5;
                    double distance = distance(logits[0][slot], logits[1][slot]);
                    assertThat(seen ? distance > 1e-4 : distance < 1e-5)
                            .as("slot %d after %d changed: %s", slot, changed, distance)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void fillingStepByStepSeesWhatTrainingSees(int block) {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(5, block))) {
            RerankRequest request = TinyReranker.request(7, 5);
            PsadTeacher.Memory memory = tiny.teacher.memory(tiny.encode(List.of(request)));
            int[] slate =
                    new SlateDecoder(tiny.teacher)
                            .rollOut(
                                    memory,
                                    block,
                                    new DecodingStrategy.Greedy(),
                                    new SplittableRandom(1))[0];
            assertThat(slate).hasSize(5).doesNotHaveDuplicates();
            float[][] whole = logits(tiny, request, List.of(slate), block)[0];
            boolean[] used = new boolean[7];
            for (int slot = 0; slot < 5; slot++) {
                int decoded = Math.min(5, (slot / block + 1) * block);
                float[] stepwise =
                        tiny.teacher
                                .blockLogits(memory, new int[][] {slate}, decoded, block, 0)
                                .get("0, " + slot)
                                .toFloatArray();
                for (int i = 0; i < 7; i++) {
                    assertThat(stepwise[i]).isCloseTo(whole[slot][i], rounding(whole[slot]));
                }
                float best = Float.NEGATIVE_INFINITY;
                for (int i = 0; i < 7; i++) {
                    best = used[i] ? best : Math.max(best, whole[slot][i]);
                }
                assertThat(whole[slot][slate[slot]]).isCloseTo(best, rounding(whole[slot]));
                used[slate[slot]] = true;
            }
        }
    }

    /** Two attentions over at most 7 places, a feed-forward stage, three norms and the pointer. */
    private static Offset<Float> rounding(float[] logits) {
        int width = 8;
        float largest = 0;
        for (float logit : logits) {
            largest = Math.max(largest, Math.abs(logit));
        }
        int attention = 3 * width + 2 * 7;
        return Rounding.within(2 * attention + 5 * width + 3 * width + width, largest);
    }

    @Test
    void drawnSlatesFollowTheExactDistribution() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(3, 2))) {
            RerankRequest request = TinyReranker.request(5, 6);
            List<int[]> orders = Orders.of(5, 3);
            double[] p = probabilities(tiny, request, orders, 2);
            double[][] exact = new double[3][5];
            for (int o = 0; o < p.length; o++) {
                for (int slot = 0; slot < 3; slot++) {
                    exact[slot][orders.get(o)[slot]] += p[o];
                }
            }
            int draws = 4000;
            PsadTeacher.Memory memory =
                    tiny.teacher.memory(tiny.encode(TinyReranker.copies(request, draws)));
            int[][] slates =
                    new SlateDecoder(tiny.teacher)
                            .rollOut(
                                    memory,
                                    2,
                                    new DecodingStrategy.Sampled(1),
                                    new SplittableRandom(9));
            double[][] drawn = new double[3][5];
            for (int[] slate : slates) {
                for (int slot = 0; slot < 3; slot++) {
                    drawn[slot][slate[slot]] += 1.0 / draws;
                }
            }
            for (int slot = 0; slot < 3; slot++) {
                for (int i = 0; i < 5; i++) {
                    assertThat(drawn[slot][i]).isCloseTo(exact[slot][i], within(.035));
                }
            }
        }
    }

    @Test
    void maskedPredictionGivesValidSlatesInAnyNumberOfRounds() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2))) {
            PsadTeacher.Memory memory =
                    tiny.teacher.memory(
                            tiny.encode(
                                    List.of(
                                            TinyReranker.request(7, 1),
                                            TinyReranker.request(3, 2),
                                            TinyReranker.request(1, 3))));
            for (int rounds = 1; rounds <= 4; rounds++) {
                int[][] slates = new SlateDecoder(tiny.teacher).maskPredict(memory, rounds);
                assertThat(slates[0]).hasSize(4).doesNotHaveDuplicates();
                assertThat(slates[1]).hasSize(3).containsExactlyInAnyOrder(0, 1, 2);
                assertThat(slates[2]).containsExactly(0);
            }
        }
    }

    @Test
    void maskedSlotsSeeBothSides() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2))) {
            PsadTeacher.Memory memory =
                    tiny.teacher.memory(tiny.encode(List.of(TinyReranker.request(7, 1))));
            float[] one = masked(tiny, memory, new int[] {0, -1, 2, 3});
            assertThat(masked(tiny, memory, new int[] {5, -1, 2, 3})).isNotEqualTo(one);
            assertThat(masked(tiny, memory, new int[] {0, -1, 2, 5})).isNotEqualTo(one);
        }
    }

    private static double distance(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElse(0);
    }

    private static float[] masked(TinyReranker tiny, PsadTeacher.Memory memory, int[] order) {
        return tiny.teacher
                .maskedLogits(memory, new int[][] {order}, 4, 0)
                .get("0, 1")
                .toFloatArray();
    }

    private static float[][][] logits(
            TinyReranker tiny, RerankRequest request, List<int[]> orders, int block) {
        int slots = orders.get(0).length;
        int candidates = request.items().length;
        PsadTeacher.Memory memory =
                tiny.teacher.memory(tiny.encode(TinyReranker.copies(request, orders.size())));
        float[] flat =
                tiny.teacher
                        .blockLogits(memory, orders.toArray(new int[0][]), slots, block, 0)
                        .toFloatArray();
        float[][][] logits = new float[orders.size()][slots][];
        for (int b = 0; b < logits.length; b++) {
            for (int t = 0; t < slots; t++) {
                int at = (b * slots + t) * candidates;
                logits[b][t] = Arrays.copyOfRange(flat, at, at + candidates);
            }
        }
        return logits;
    }

    private static double[] probabilities(
            TinyReranker tiny, RerankRequest request, List<int[]> orders, int block) {
        float[][][] logits = logits(tiny, request, orders, block);
        double[] p = new double[orders.size()];
        for (int o = 0; o < p.length; o++) {
            p[o] = 1;
            boolean[] used = new boolean[request.items().length];
            for (int t = 0; t < orders.get(o).length; t++) {
                double sum = 0;
                for (int i = 0; i < used.length; i++) {
                    sum += used[i] ? 0 : Math.exp(logits[o][t][i]);
                }
                int item = orders.get(o)[t];
                p[o] *= Math.exp(logits[o][t][item]) / sum;
                used[item] = true;
            }
        }
        return p;
    }
}
