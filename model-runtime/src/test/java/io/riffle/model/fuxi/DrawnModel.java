package io.riffle.model.fuxi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.Extension.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** A small model of a law, drawn, with values of eight users; and how near its numbers must be. */
final class DrawnModel implements AutoCloseable {
    static final int LONGEST = 40;
    private static final float TOLERANCE = 1e-5f;

    final NDManager manager = TensorRuntime.open("cpu").newManager();
    final FuxiBeta model;
    final LayerValues values;

    DrawnModel(Random random) {
        FuxiConfig config =
                new FuxiConfig(
                        30,
                        12 + 4 * random.nextInt(9),
                        1 + random.nextInt(3),
                        6,
                        1 + random.nextInt(3),
                        20 + random.nextInt(60),
                        LONGEST,
                        LONGEST + random.nextInt(12),
                        random.nextBoolean() ? TimeFunction.POW : TimeFunction.EXP,
                        1e-6f,
                        1e-6f,
                        0.05f);
        Map<String, float[]> weights = FuxiBeta.initialise(config, random.nextLong());
        Objects.requireNonNull(weights.get("item_embedding"));
        for (float[] tensor : weights.values()) {
            for (int i = 0; i < tensor.length; i++) {
                tensor[i] += 0.2f * (float) random.nextGaussian();
            }
        }
        model = new FuxiBeta(config, weights, manager);
        values = new LayerValues(config, 8, manager);
    }

    DrawnModel extending(boolean tensors) {
        model.extendBy(
                // Without the vector module the engine's pass is the only one.
                tensors || !TensorRuntime.hasLanes(Device.cpu())
                        ? new TensorPass(model.network(), manager)
                        : new RowPass(model.config(), model.parameters()));
        return this;
    }

    float[] encode(NDManager scratch, DrawnUser user, long now) {
        long[] seconds = user.times(user.rows().length, 0);
        seconds[user.rows().length] = now;
        NDArray all = model.encode(scratch, new int[][] {user.rows()}, new long[][] {seconds});
        return all.get(0).get(user.rows().length - 1).toFloatArray();
    }

    NDArray settle(NDManager scratch, int[] rows, long[] seconds, int slot) {
        int[][] one = {rows};
        model.prefill(scratch, one, new long[][] {seconds}, new int[] {slot}, values);
        return model.encode(scratch, one, new long[][] {seconds});
    }

    float[] extend(
            NDManager scratch, List<Integer> slots, List<List<Row>> rows, DrawnUser... users) {
        Row[][] all = new Row[rows.size()][];
        long[][] seconds = new long[rows.size()][];
        for (int u = 0; u < all.length; u++) {
            all[u] = rows.get(u).toArray(new Row[0]);
            seconds[u] = users[u].seconds();
        }
        int[] places = slots.stream().mapToInt(Integer::intValue).toArray();
        return model.extend(scratch, new Extension(places, all, seconds), values).toFloatArray();
    }

    void assertSameValues(int position, int slot, int other, boolean settled) {
        for (int layer = 0; settled && layer < model.config().layers(); layer++) {
            assertNear(values.values(layer, other, position), values.values(layer, slot, position));
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    static void assertNear(NDArray found, NDArray wanted) {
        assertNear(found.toFloatArray(), wanted.toFloatArray());
    }

    static void assertNear(float[] found, float[] wanted) {
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(found[i])
                    .isCloseTo(wanted[i], within(TOLERANCE * Math.max(1, Math.abs(wanted[i]))));
        }
    }
}
