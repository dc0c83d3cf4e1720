package io.riffle.model.psad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.riffle.model.candidates.RerankRequest;
import io.riffle.model.testing.TinyReranker;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PsadEncoderTest {

    @Test
    void longerListsInTheBundleChangeNothing() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2))) {
            RerankRequest request = TinyReranker.request(6, 1);
            float[] alone = tiny.scores(List.of(request))[0];
            float[] padded = tiny.scores(List.of(request, TinyReranker.request(11, 2)))[0];
            assertThat(padded).hasSize(6);
            for (int i = 0; i < 6; i++) {
                assertThat(padded[i]).isCloseTo(alone[i], within(1e-5f));
            }
        }
    }

    @Test
    void withoutPositionsPermutedCandidatesGetPermutedScores() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2).withoutPositions())) {
            RerankRequest request = TinyReranker.request(6, 8);
            int[] permutation = {3, 1, 5, 0, 2, 4};
            float[] scores = tiny.scores(List.of(request))[0];
            float[] permuted = tiny.scores(List.of(permuted(request, permutation)))[0];
            for (int i = 0; i < 6; i++) {
                assertThat(permuted[i]).isCloseTo(scores[permutation[i]], within(1e-5f));
            }
        }
    }

    @Test
    void firstStageOrderMattersOnceItsBiasIsLearned() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2))) {
            NDArray bias = tiny.weights.get("encoder.position_bias");
            float[] learned = new float[(int) bias.size()];
            for (int i = 0; i < learned.length; i++) {
                learned[i] = i % 7 * .3f;
            }
            bias.set(learned);
            RerankRequest request = TinyReranker.request(6, 8);
            float[] scores = tiny.scores(List.of(request))[0];
            float[] swapped =
                    tiny.scores(List.of(permuted(request, new int[] {1, 0, 2, 3, 4, 5})))[0];
            assertThat(Math.abs(swapped[1] - scores[0])).isGreaterThan(1e-4f);
        }
    }

    @Test
    void studentThatAddsTheFirstStageStartsWithItsOrder() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2).withFirstStage(true))) {
            RerankRequest request = TinyReranker.request(7, 8);
            float[] scores = tiny.scores(List.of(request))[0];
            for (int i = 0; i < 7; i++) {
                for (int j = 0; j < 7; j++) {
                    assertThat(Float.compare(scores[i], scores[j]))
                            .isEqualTo(Float.compare(request.scores()[i], request.scores()[j]));
                }
            }
        }
    }

    @Test
    void teacherStartsWithTheScoresOfTheStudentInEverySlot() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2))) {
            NDArray query = tiny.weights.get("decoder.pointer.query");
            query.set(new float[(int) query.size()]);
            RerankRequest request = TinyReranker.request(6, 8);
            float[] scores = tiny.scores(List.of(request))[0];
            PsadTeacher.Memory memory = tiny.teacher.memory(tiny.encode(List.of(request)));
            float[] logits =
                    tiny.teacher
                            .blockLogits(memory, new int[][] {{2, 0, 1, 5}}, 4, 2, 0)
                            .toFloatArray();
            for (int i = 0; i < logits.length; i++) {
                assertThat(logits[i]).isCloseTo(scores[i % 6], within(1e-5f));
            }
        }
    }

    @Test
    void frozenItemsGiveTheSameScores() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2))) {
            List<RerankRequest> lists =
                    List.of(TinyReranker.request(6, 1), TinyReranker.request(9, 2));
            float[][] looked = tiny.scores(lists);
            tiny.encoder.freeze(tiny.items, tiny.manager);
            assertThat(tiny.scores(lists)).isDeepEqualTo(looked);
        }
    }

    private static RerankRequest permuted(RerankRequest r, int[] permutation) {
        int[] items = new int[permutation.length];
        float[] scores = new float[permutation.length];
        float[][] features = new float[permutation.length][];
        for (int i = 0; i < permutation.length; i++) {
            items[i] = r.items()[permutation[i]];
            scores[i] = r.scores()[permutation[i]];
            features[i] = r.features()[permutation[i]];
        }
        return new RerankRequest(
                items,
                scores,
                features,
                r.history(),
                r.historySeconds(),
                r.querySeconds(),
                r.profile());
    }
}
