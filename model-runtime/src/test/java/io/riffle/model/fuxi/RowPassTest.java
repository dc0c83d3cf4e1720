package io.riffle.model.fuxi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.engine.FloatRows;
import io.riffle.model.engine.Lanes;
import io.riffle.model.engine.TensorRuntime;
import java.lang.management.ManagementFactory;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What new rows in plain Java stand on: the lanes' arithmetic, and rows of a tensor in place. */
class RowPassTest {

    private static final boolean LANES = TensorRuntime.hasLanes(Device.cpu());

    @Test
    void lanesAreThereWhereTheModuleIsAskedForAndNotOnAGpu() {
        List<String> arguments = ManagementFactory.getRuntimeMXBean().getInputArguments();
        boolean asked = arguments.toString().contains("jdk.incubator.vector");
        // In other digits the JVM may not find its own functions: see LanesProbe.
        boolean digits = DecimalFormatSymbols.getInstance().getZeroDigit() == '0';
        assertThat(LANES).isIn(asked, asked && digits); // the same, where digits are 0 to 9
        assertThat(TensorRuntime.hasLanes(Device.gpu())).isFalse();
    }

    @Property(tries = 60)
    void productsAgreeWithSumsInDoubleForAnyWidth(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 0, max = 40) int inputs,
            @ForAll @IntRange(min = 1, max = 70) int outputs) {
        if (!LANES) {
            return; // nothing to hold: the engine's pass serves
        }
        Random random = new Random(seed);
        float[] x = gaussian(random, rows * inputs);
        float[] w = gaussian(random, inputs * outputs + Lanes.SLACK);
        float[] y = new float[rows * outputs];
        Lanes.product(x, rows, inputs, w, outputs, y);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < outputs; column++) {
                double sum = 0;
                for (int i = 0; i < inputs; i++) {
                    sum += (double) x[row * inputs + i] * w[i * outputs + column];
                }
                assertThat((double) y[row * outputs + column]).isCloseTo(sum, within(1e-4));
            }
        }
    }

    @Property(tries = 30)
    void functionsAgreeWithDoubleForAnyCount(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int count) {
        if (!LANES) {
            return;
        }
        Random random = new Random(seed);
        float[] x = gaussian(random, count + 3);
        float[] silu = x.clone();
        Lanes.silu(silu, count);
        float[] kernel = new float[count + 2];
        Lanes.kernel(x, -.7f, .3f, count, kernel, 2);
        double squares = 0;
        for (int i = 0; i < count; i++) {
            assertThat((double) silu[i]).isCloseTo(x[i] / (1 + Math.exp(-x[i])), within(1e-6));
            assertThat((double) kernel[2 + i]).isCloseTo(.3 * Math.exp(-.7 * x[i]), within(1e-6));
            squares += (double) x[3 + i] * x[3 + i];
        }
        assertThat(silu[count]).as("beyond the count").isEqualTo(x[count]);
        assertThat((double) Lanes.squares(x, 3, count)).isCloseTo(squares, within(1e-4));
    }

    @Test
    void largeInputsKeepFunctionsFinite() {
        assumeTrue(LANES);
        float[] x = new float[64];
        Arrays.fill(x, 0, 32, -500);
        Arrays.fill(x, 32, 64, 500);
        Lanes.silu(x, 64);
        assertThat(x[0]).isZero();
        assertThat(x[63]).isEqualTo(500);
    }

    @Test
    void rowsOfATensorAreReadAndWrittenInPlaceAcrossParts() {
        try (NDManager manager = TensorRuntime.open("cpu").newManager()) {
            NDArray tensor = manager.arange(30f).reshape(new Shape(10, 3));
            FloatRows rows = new FloatRows(tensor, 3 * 4);
            float[] some = new float[20];
            rows.read(2, 6, some, 1);
            for (int i = 0; i < 18; i++) {
                assertThat(some[1 + i]).isEqualTo(6 + i);
            }
            rows.write(7, new float[] {9, -1, -2, -3}, 1);
            assertThat(tensor.get(7).toFloatArray()).containsExactly(-1, -2, -3);
            assertThat(tensor.get(6).toFloatArray()).containsExactly(18, 19, 20);

            tensor.close();
            assertThatThrownBy(() -> rows.read(0, 1, some, 0))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> rows.write(0, some, 0))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static float[] gaussian(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
