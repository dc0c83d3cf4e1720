package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import io.riffle.model.engine.Lanes;
import io.riffle.model.engine.NamedTensors;
import java.util.Arrays;
import java.util.Map;

/**
 * One layer's weights as {@link RowPass} reads them: every matrix (inputs, outputs), followed by
 * the slack that {@link Lanes} asks for.
 *
 * <p><b>Shapes:</b> D model width · M mixing width · F hidden width.
 *
 * @param gateAndValue (D, 3M)
 * @param positionBias c, [2 Nmax - 1]
 * @param timeScale a
 * @param timeRate slope of the time kernel's exponent
 * @param weight0 (2M, D)
 * @param bias0 [D]
 * @param weight1 (D, F)
 * @param weight2 (F, D)
 * @param weight3 (D, F)
 */
record RowLayer(
        float[] gateAndValue,
        float[] positionBias,
        float timeScale,
        float timeRate,
        float[] weight0,
        float[] bias0,
        float[] weight1,
        float[] weight2,
        float[] weight3) {

    /** Copies a layer's weights out of their tensors. */
    static RowLayer of(FuxiConfig config, Map<String, NDArray> parameters, int layer) {
        String prefix = "layers." + layer + ".";
        int width = config.width();
        int mix = config.mixWidth();
        float decay = values(parameters, prefix + "time_decay")[0];
        return new RowLayer(
                slack(values(parameters, prefix + "uv")),
                values(parameters, prefix + "position_bias"),
                values(parameters, prefix + "time_scale")[0],
                config.timeFunction().rate(decay),
                turned(values(parameters, prefix + "lin0.weight"), 2 * mix),
                values(parameters, prefix + "lin0.bias"),
                turned(values(parameters, prefix + "lin1.weight"), width),
                turned(values(parameters, prefix + "lin2.weight"), config.ffnWidth()),
                turned(values(parameters, prefix + "lin3.weight"), width));
    }

    private static float[] values(Map<String, NDArray> parameters, String name) {
        return NamedTensors.get(parameters, name).toFloatArray();
    }

    /** (outputs, inputs) to (inputs, outputs). */
    private static float[] turned(float[] matrix, int inputs) {
        int outputs = matrix.length / inputs;
        float[] turned = new float[matrix.length];
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                turned[input * outputs + output] = matrix[output * inputs + input];
            }
        }
        return slack(turned);
    }

    private static float[] slack(float[] matrix) {
        return Arrays.copyOf(matrix, matrix.length + Lanes.SLACK);
    }
}
