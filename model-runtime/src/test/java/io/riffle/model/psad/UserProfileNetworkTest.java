package io.riffle.model.psad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.riffle.model.testing.TinyReranker;
import org.junit.jupiter.api.Test;

final class UserProfileNetworkTest {

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
}
