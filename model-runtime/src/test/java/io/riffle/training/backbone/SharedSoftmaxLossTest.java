package io.riffle.training.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.riffle.model.engine.TensorRuntime;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** The gradient formed by hand is the one automatic differentiation gives. */
class SharedSoftmaxLossTest {
    private static final float TEMPERATURE = 0.05f;
    private static final int POSITIONS = 300;
    private static final int ITEMS = 40;

    private record Outcome(float value, float[] rowGradient, float[] itemGradient) {}

    @Test
    void overEveryItemItEqualsThePlainSoftmax() {
        long[] targets = targets();
        Outcome plain =
                run(
                        (rows, items) -> {
                            NDArray logits =
                                    rows.matMul(items.get(new NDIndex("1:")).transpose())
                                            .div(TEMPERATURE);
                            NDArray places = rows.getManager().create(targets).sub(1);
                            NDArray value =
                                    logits.logSoftmax(1)
                                            .gather(places.expandDims(1), 1)
                                            .mean()
                                            .neg();
                            return new Loss(value, value);
                        });
        Outcome ours =
                run(
                        (rows, items) ->
                                new SharedSoftmaxLoss(TEMPERATURE)
                                        .of(
                                                rows,
                                                items.get(rows.getManager().create(targets)),
                                                items.get(new NDIndex("1:")),
                                                rows.getManager().zeros(new Shape(POSITIONS, 1))));
        assertSame(ours, plain);
    }

    @Test
    void overDrawnItemsItEqualsTheSampledSoftmaxWithTheTargetCountedOnce() {
        long[] targets = targets();
        long[] drawn = {1, 2, 3, 5, 8, 13, 21, 34};
        Outcome plain =
                run(
                        (rows, items) ->
                                new SampledSoftmaxLoss(TEMPERATURE)
                                        .of(
                                                rows,
                                                items,
                                                rows.getManager().create(targets),
                                                rows.getManager().create(drawn)));
        Outcome ours =
                run(
                        (rows, items) -> {
                            NDManager scratch = rows.getManager();
                            NDArray wanted = scratch.create(targets);
                            NDArray among =
                                    wanted.expandDims(1)
                                            .eq(scratch.create(drawn))
                                            .toType(DataType.FLOAT32, false)
                                            .sum(new int[] {1}, true);
                            return new SharedSoftmaxLoss(TEMPERATURE)
                                    .of(
                                            rows,
                                            items.get(wanted),
                                            items.get(scratch.create(drawn)),
                                            among.neg().add(1));
                        });
        assertSame(ours, plain);
    }

    private static void assertSame(Outcome ours, Outcome plain) {
        assertThat(ours.value).isCloseTo(plain.value, within(1e-4f));
        assertThat(ours.rowGradient).containsExactly(plain.rowGradient, within(1e-5f));
        assertThat(ours.itemGradient).containsExactly(plain.itemGradient, within(1e-4f));
    }

    private static Outcome run(BiFunction<NDArray, NDArray, Loss> record) {
        TensorRuntime runtime = TensorRuntime.open("cpu");
        runtime.seed(3);
        try (NDManager manager = runtime.newManager()) {
            NDArray rows = manager.randomNormal(new Shape(POSITIONS, 16));
            NDArray items = manager.randomNormal(new Shape(ITEMS, 16));
            rows.setRequiresGradient(true);
            items.setRequiresGradient(true);
            float value;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                Loss loss = record.apply(rows.normalize(2, -1, 1e-6), items.normalize(2, -1, 1e-6));
                collector.backward(loss.objective());
                value = loss.value().toFloatArray()[0];
            }
            return new Outcome(
                    value, rows.getGradient().toFloatArray(), items.getGradient().toFloatArray());
        }
    }

    private static long[] targets() {
        long[] targets = new long[POSITIONS];
        for (int i = 0; i < POSITIONS; i++) {
            targets[i] = 1 + (i * 7L) % (ITEMS - 1);
        }
        return targets;
    }
}
