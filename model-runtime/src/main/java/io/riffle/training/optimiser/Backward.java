package io.riffle.training.optimiser;

import ai.djl.training.GradientCollector;
import java.util.function.Supplier;

/**
 * Lets one trainer of the process at a time collect gradients and draw from the engine's random
 * numbers: the engine has one collector and one generator for all threads.
 *
 * <p>The lock is the engine's own class, which all jobs of a process share even where each loads
 * this class for itself.
 */
public final class Backward {
    private Backward() {}

    // Whatever else locks it would have to take turns with gradients as well.

    /** Runs a step that collects gradients, while no other one of this process does. */
    @SuppressWarnings("LockOnNonEnclosingClassLiteral")
    public static <T> T alone(Supplier<T> step) {
        synchronized (GradientCollector.class) {
            return step.get();
        }
    }
}
