package io.riffle.training.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.Dropouts;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.testing.GoldenCase;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Loss and gradients of the small golden case, computed in float64 by an independent reference. */
class BackboneGradientGoldenTest {
    private static final double TOLERANCE = 2e-5;

    private final JsonNode golden = GoldenCase.read("fuxi-beta-small.json");

    @Test
    void lossAndEveryGradientAgreeWithTheReference() {
        FuxiConfig config = GoldenCase.config(golden.get("cfg"));
        JsonNode loss = golden.get("loss");
        long[] targets = longs(loss.get("pos_ids"));
        long[][] negatives =
                StreamSupport.stream(loss.get("neg_ids").spliterator(), false)
                        .map(BackboneGradientGoldenTest::longs)
                        .toArray(long[][]::new);
        int[] rows =
                Arrays.stream(longs(golden.get("input").get("ids")))
                        .mapToInt(i -> (int) i)
                        .toArray();
        long[] own = longs(golden.get("input").get("ts"));
        long[] queries = new long[own.length];
        System.arraycopy(own, 1, queries, 0, own.length - 1);
        queries[own.length - 1] = golden.get("input").get("query_time").asLong();

        try (NDManager manager = TensorRuntime.open("cpu").newManager();
                FuxiBeta model =
                        new FuxiBeta(config, GoldenCase.tensors(golden.get("weights")), manager)) {
            model.parameters().values().forEach(array -> array.setRequiresGradient(true));
            float value;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray encoded =
                        model.encode(
                                        manager,
                                        new int[][] {rows},
                                        new long[][] {own},
                                        new long[][] {queries},
                                        Dropouts.NONE)
                                .reshape(-1, config.width());
                Loss recorded =
                        new SampledSoftmaxLoss(config.temperature())
                                .of(
                                        encoded,
                                        model.targets(manager),
                                        manager.create(targets),
                                        manager.create(negatives),
                                        manager.ones(new Shape(targets.length, 1))
                                                .mul(targets.length),
                                        null);
                collector.backward(recorded.objective());
                value = recorded.value().toFloatArray()[0];
            }
            assertThat(value).isCloseTo((float) loss.get("value").asDouble(), within(1e-4f));
            Map<String, float[]> expected = GoldenCase.tensors(loss.get("grad"));
            assertThat(expected.keySet()).isEqualTo(model.parameters().keySet());
            model.parameters()
                    .forEach(
                            (name, array) ->
                                    assertAgree(
                                            name,
                                            array.getGradient().toFloatArray(),
                                            Objects.requireNonNull(expected.get(name))));
        }
    }

    private static void assertAgree(String name, float[] actual, float[] expected) {
        double largest = 1;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(actual).as(name).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i])
                    .as(name + "[" + i + "]")
                    .isCloseTo(expected[i], within(TOLERANCE * largest));
        }
    }

    private static long[] longs(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }
}
