package io.riffle.model.fuxi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.testing.GoldenCase;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The model against an independent float64 reference. */
class FuxiBetaGoldenTest {
    private static final float TOLERANCE = 1e-6f;

    private final SmallGoldenCase small = new SmallGoldenCase();
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = TensorRuntime.open("cpu").newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void smallCaseAgreesLayerByLayer() {
        FuxiBeta model = small.model(manager);
        Histories histories = new Histories(small.rows(), small.seconds(), model.config());
        NDArray x = model.network().input(manager, histories);
        JsonNode trace = small.get("trace");
        assertNear("x0", x, trace.get(0).get("x0"));
        NDArray distances = model.network().distances(manager, histories);
        NDArray causal = RelativeBias.causal(manager, histories.longest());
        for (int layer = 0; layer < model.config().layers(); layer++) {
            FuxiBlock block = model.network().block(layer);
            JsonNode expected = trace.get(layer + 1);
            NDArray normal = block.rms().normalise(x);
            NDArray value = block.value(normal);
            assertNear("u", block.gate(normal), expected.get("u"));
            assertNear("v", value, expected.get("v"));
            NDArray map = block.bias().positionMap(manager, histories.longest());
            assertNear("p", block.mixer().byPosition(value, map), expected.get("pos_mix"));
            NDArray kernel = block.bias().timeKernel(distances, causal);
            NDArray q = block.mixer().byTime(value, kernel, block.bias().timeScale());
            assertNear("q", q, expected.get("ts_mix"));
            x = block.encode(x, distances, causal, 0, null);
            assertNear("out", x, expected.get("out"));
        }
    }

    @Test
    void smallCaseAgreesInRowsAndScores() {
        FuxiBeta model = small.model(manager);
        NDArray y = model.encode(manager, small.rows(), small.seconds());
        assertNear("rows", y, small.get("rows"));
        NDArray last = y.get(0).get(5).reshape(1, -1);
        NDArray scores = last.matMul(model.targets(manager).transpose());
        float[] all = scores.toFloatArray();
        float[] expected = GoldenCase.floats(small.get("scores_last_row_all_items"));
        for (int item = 1; item <= 20; item++) {
            assertThat(all[item]).isCloseTo(expected[item - 1], within(TOLERANCE));
        }
    }

    @Test
    void lossAndGradientsAgree() {
        FuxiBeta model = small.model(manager);
        model.parameters().values().forEach(p -> p.setRequiresGradient(true));
        JsonNode loss = small.get("loss");
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray y = model.encode(manager, small.rows(), small.seconds()).reshape(6, 1, -1);
            NDArray targets = model.targets(manager);
            NDArray positive = pick(targets, loss.get("pos_ids")).reshape(6, 1, -1);
            NDArray negatives = pick(targets, loss.get("neg_ids")).reshape(6, 4, -1);
            NDArray sets = NDArrays.concat(new NDList(positive, negatives), 1);
            NDArray logits = sets.mul(y).sum(new int[] {2}).div(model.config().temperature());
            float[] clash = new float[30];
            for (int i = 0; i < 6; i++) {
                for (int k = 0; k < 4; k++) {
                    if (loss.get("neg_ids").get(i).get(k).asInt()
                            == loss.get("pos_ids").get(i).asInt()) {
                        clash[i * 5 + k + 1] = 1;
                    }
                }
            }
            NDArray mask = manager.create(clash, new Shape(6, 5));
            logits = logits.mul(mask.neg().add(1)).sub(mask.mul(5e4f));
            NDArray value = logits.logSoftmax(1).get(":, 0").neg().mean();
            collector.backward(value);
            assertThat(value.getFloat())
                    .isCloseTo((float) loss.get("value").asDouble(), within(1e-4f));
        }
        Map<String, float[]> expected = GoldenCase.tensors(loss.get("grad"));
        model.parameters()
                .forEach(
                        (name, p) -> {
                            float[] actual = p.getGradient().toFloatArray();
                            float[] wanted = Objects.requireNonNull(expected.get(name));
                            for (int i = 0; i < wanted.length; i++) {
                                assertThat(actual[i])
                                        .as("%s[%d]", name, i)
                                        .isCloseTo(
                                                wanted[i],
                                                within(2e-4f + 1e-4f * Math.abs(wanted[i])));
                            }
                        });
    }

    @Test
    void mediumCaseAgrees() {
        GoldenCase.Medium medium = GoldenCase.medium();
        JsonNode expected = GoldenCase.read("fuxi-beta-medium.json");
        FuxiBeta model = new FuxiBeta(medium.config(), medium.weights(), manager);
        NDArray y =
                model.encode(manager, new int[][] {medium.rows()}, new long[][] {medium.seconds()})
                        .get(0);
        assertNear("first", y.get(0), expected.get("row_first"));
        assertNear("middle", y.get(100), expected.get("row_mid_100"));
        assertNear("last", y.get(199), expected.get("row_last"));
    }

    private NDArray pick(NDArray table, JsonNode ids) {
        float[] flat = GoldenCase.floats(ids);
        long[] rows = new long[flat.length];
        for (int i = 0; i < flat.length; i++) {
            rows[i] = (long) flat[i];
        }
        return table.get(manager.create(rows));
    }

    private static void assertNear(String what, NDArray actual, JsonNode expected) {
        float[] found = actual.toFloatArray();
        float[] wanted = GoldenCase.floats(expected);
        assertThat(found).as(what).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            float bound = TOLERANCE * Math.max(1, Math.abs(wanted[i]));
            assertThat(found[i]).as("%s[%d]", what, i).isCloseTo(wanted[i], within(bound));
        }
    }
}
