package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * Shape of the functional temporal map: how the weight of an older event falls with the time
 * between it and the event to be predicted.
 *
 * <p><b>Shapes:</b> differences and kernels are [..., rows, columns]; decays are [1]. <b>Units:</b>
 * seconds. <b>Source:</b> FuXi-β, arXiv 2508.10615; the scale a is applied by the {@link
 * TokenMixer} after the mixing product, where there are fewer numbers to multiply.
 */
public enum TimeFunction {
    /** (Δ + 1)^-b, computed as exp(-b·log(Δ + 1)): the logarithm is shared by all layers. */
    POW {
        @Override
        NDArray distances(NDArray rise) {
            return rise.toType(DataType.FLOAT32, false).log();
        }

        @Override
        NDArray kernel(NDArray distances, NDArray rate) {
            return distances.mul(rate).exp();
        }

        @Override
        NDArray rate(NDArray decay) {
            return decay.neg();
        }

        @Override
        float distance(float rise) {
            return (float) Math.log(rise);
        }

        @Override
        float rate(float decay) {
            return -decay;
        }
    },
    /** exp(-e^b·Δ). */
    EXP {
        @Override
        NDArray distances(NDArray rise) {
            return rise.toType(DataType.FLOAT32, false).sub(1f);
        }

        @Override
        NDArray kernel(NDArray distances, NDArray rate) {
            return distances.mul(rate).exp();
        }

        @Override
        NDArray rate(NDArray decay) {
            return decay.exp().neg();
        }

        @Override
        float distance(float rise) {
            return rise - 1;
        }

        @Override
        float rate(float decay) {
            return (float) -Math.exp(decay);
        }
    };

    /**
     * What all layers share, once a bundle.
     *
     * @param rise max(Δ, 0) + 1 as int64: differences are taken before any rounding
     */
    abstract NDArray distances(NDArray rise);

    /** The kernel without its scale: exp(distances · rate). */
    abstract NDArray kernel(NDArray distances, NDArray rate);

    /** The layer's slope, negative where weights fall with time. */
    abstract NDArray rate(NDArray decay);

    /** {@link #distances} of one number. */
    abstract float distance(float rise);

    /** {@link #rate(NDArray)} of one number. */
    abstract float rate(float decay);

    /** Reads the manifest's name of a function. */
    public static TimeFunction of(String name) {
        return switch (name) {
            case "pow" -> POW;
            case "exp" -> EXP;
            default ->
                    throw new IllegalArgumentException(
                            "The time_function ("
                                    + name
                                    + ") of the backbone's config must be pow or exp.");
        };
    }
}
