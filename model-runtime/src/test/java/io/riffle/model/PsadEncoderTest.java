package io.riffle.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PsadEncoderTest {

    @Test
    void noUserHasABiasBeforeTraining() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2))) {
            UserProfileNetwork network = new UserProfileNetwork(tiny.config, tiny.weights);
            NDArray users =
                    tiny.manager.create(new float[] {1, 2, 3, 4, -4, 3, 2, 1}, new Shape(2, 4));
            NDArray pairs = tiny.manager.create(new long[2 * 3 * 3]);
            NDArray bias = network.positionBias(users, network.pairBias(pairs), 3);
            assertThat(bias.toFloatArray()).hasSize(2 * 2 * 3 * 3).containsOnly(0f);
        }
    }

    @Test
    void gateSendsNoGradientIntoItsOwnCopyOfTheInput() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2))) {
            UserProfileNetwork network = new UserProfileNetwork(tiny.config, tiny.weights);
            int width = tiny.config.inputWidth();
            float[] values = new float[2 * width];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.sin(i + 1.0);
            }
            NDArray input = tiny.manager.create(values, new Shape(1, 2, width));
            NDArray user = tiny.manager.create(new float[] {.3f, -.2f, .9f, .1f}, new Shape(1, 4));
            input.setRequiresGradient(true);
            float[] gated;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray out = network.gate(input, user);
                gated = out.toFloatArray();
                collector.backward(out.sum());
            }
            float[] gradient = input.getGradient().toFloatArray();
            boolean moved = false;
            for (int i = 0; i < values.length; i++) {
                float gate = gated[i] / values[i];
                assertThat(gate).isBetween(0f, 2f);
                // Through the copy the gradient would be gate + x dgate/dx.
                assertThat(gradient[i]).isCloseTo(gate, within(1e-5f));
                moved |= Math.abs(difference(network, values, user, width, i) - gate) > 1e-3;
            }
            assertThat(moved).as("the gate does depend on its copy of the input").isTrue();
        }
    }

    private static double difference(
            UserProfileNetwork network, float[] values, NDArray user, int width, int i) {
        float[] sums = new float[2];
        for (int side = 0; side < 2; side++) {
            float[] moved = values.clone();
            moved[i] += side == 0 ? 1e-2f : -1e-2f;
            sums[side] =
                    network.gate(user.getManager().create(moved, new Shape(1, 2, width)), user)
                            .sum()
                            .getFloat();
        }
        return (sums[0] - sums[1]) / 2e-2;
    }

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
    void scaledColumnsKeepHowFarCandidatesAreApart() {
        RerankColumns scaled = TinyReranker.columns().withScales(List.of(.5f, 10f));
        RerankRequest request = TinyReranker.request(3, 1);
        for (float spread : new float[] {.01f, 1}) {
            RerankRequest list =
                    new RerankRequest(
                            request.items(),
                            new float[] {.2f + spread, .2f, .2f - spread},
                            new float[][] {{0}, {spread * 30}, {Float.NaN}},
                            request.history(),
                            request.historySeconds(),
                            request.querySeconds(),
                            request.profile());
            float[] dense = new float[3 * scaled.denseWidth()];
            try (TinyReranker tiny = new TinyReranker(TinyReranker.config(3, 1))) {
                new DenseColumns(scaled, tiny.items, dense, 0).fill(list, new float[3]);
            }
            int width = scaled.denseWidth();
            assertThat(dense[0]).isCloseTo(spread / .5f, within(1e-4f));
            assertThat(dense[2 * width]).isCloseTo(-spread / .5f, within(1e-4f));
            int price = RerankColumns.OWN_FEATURES;
            assertThat(dense[width + price]).isCloseTo(spread * 1.5f, within(1e-4f));
            assertThat(dense[2 * width + price]).as("no number").isZero();
        }
    }

    @Test
    void artifactsFromBeforeTheFirstStageWasAddedAreRead() {
        var columns = TinyReranker.columns().withTimeOfDay(false);
        var written =
                new PsadArtifact(
                                PsadConfig.of(8, 2, 1, 4, columns),
                                TinyReranker.ITEMS,
                                false,
                                false)
                        .toJson();
        var before = written.deepCopy();
        before.remove("first_stage");
        ((com.fasterxml.jackson.databind.node.ObjectNode) before.get("columns"))
                .remove(List.of("scales", "time_of_day"));
        assertThat(PsadArtifact.of(before)).isEqualTo(PsadArtifact.of(written));
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

    @Test
    void absentAndUnknownValuesHaveRowsOfTheirOwn() {
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2))) {
            RerankRequest request = TinyReranker.request(6, 1);
            float[] absent = tiny.scores(List.of(withProfile(request, Map.of())))[0];
            float[] unknown = tiny.scores(List.of(withProfile(request, Map.of("group", "z"))))[0];
            float[] known = tiny.scores(List.of(withProfile(request, Map.of("group", "x"))))[0];
            assertThat(absent).isNotEqualTo(unknown);
            assertThat(known).isNotEqualTo(unknown).isNotEqualTo(absent);
        }
    }

    @Test
    void timeOfTheDayIsRoundAndCanBeLeftOut() {
        RerankRequest noon = at(12 * 3_600);
        try (TinyReranker tiny = new TinyReranker(TinyReranker.config(4, 2))) {
            float[] midnight = tiny.scores(List.of(at(86_400)))[0];
            assertThat(tiny.scores(List.of(at(2 * 86_400)))[0]).isEqualTo(midnight);
            assertThat(tiny.scores(List.of(noon))[0]).isNotEqualTo(midnight);
            float[] before = tiny.scores(List.of(at(86_399)))[0];
            for (int i = 0; i < midnight.length; i++) {
                assertThat(before[i]).isCloseTo(midnight[i], within(1e-3f));
            }
        }
        RerankColumns timeless = TinyReranker.columns().withTimeOfDay(false);
        try (TinyReranker tiny = new TinyReranker(PsadConfig.of(8, 2, 1, 4, timeless))) {
            assertThat(tiny.scores(List.of(noon))).isDeepEqualTo(tiny.scores(List.of(at(0))));
        }
    }

    @Test
    void historyIsReadThroughItsOwnAttention() {
        try (TinyReranker tiny =
                new TinyReranker(TinyReranker.config(4, 2).withCandidateHistory(true))) {
            RerankRequest request = TinyReranker.request(6, 3);
            float[] empty = tiny.scores(List.of(withHistory(request)))[0];
            float[] one = tiny.scores(List.of(withHistory(request, 3)))[0];
            float[] other = tiny.scores(List.of(withHistory(request, 4)))[0];
            float[] bundled =
                    tiny.scores(List.of(withHistory(request, 3), withHistory(request, 4, 5)))[0];
            for (float[] scores : List.of(empty, one, other)) {
                assertThat(scores).doesNotContain(Float.NaN);
            }
            assertThat(one).isNotEqualTo(other).isNotEqualTo(empty);
            for (int i = 0; i < 6; i++) {
                assertThat(bundled[i]).isCloseTo(one[i], within(1e-5f));
            }
        }
    }

    @Test
    void baselinesDoNotKnowWhoAsksAndWhen() {
        PsadConfig whole = TinyReranker.config(4, 2);
        RerankRequest noon = withProfile(at(12 * 3_600), Map.of("group", "x"));
        RerankRequest midnight = withProfile(at(0), Map.of("group", "y"));
        for (PsadConfig baseline : List.of(whole.pointwise(), whole.listwiseTransformer())) {
            try (TinyReranker tiny = new TinyReranker(baseline)) {
                assertThat(tiny.scores(List.of(noon)))
                        .isDeepEqualTo(tiny.scores(List.of(midnight)));
            }
        }
        try (TinyReranker tiny = new TinyReranker(whole.withEncoderLayers(0))) {
            assertThat(tiny.scores(List.of(noon))[0])
                    .isNotEqualTo(tiny.scores(List.of(midnight))[0]);
        }
    }

    /** A list of items of unknown age, without history. */
    private static RerankRequest at(long seconds) {
        RerankRequest r = TinyReranker.request(6, 1);
        return new RerankRequest(
                new int[6], r.scores(), r.features(), new int[0], new long[0], seconds, Map.of());
    }

    private static RerankRequest withProfile(RerankRequest r, Map<String, String> profile) {
        return new RerankRequest(
                r.items(),
                r.scores(),
                r.features(),
                r.history(),
                r.historySeconds(),
                r.querySeconds(),
                profile);
    }

    private static RerankRequest withHistory(RerankRequest r, int... rows) {
        return new RerankRequest(
                r.items(),
                r.scores(),
                r.features(),
                rows,
                new long[rows.length],
                r.querySeconds(),
                r.profile());
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
