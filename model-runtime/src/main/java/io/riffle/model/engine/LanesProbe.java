package io.riffle.model.engine;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the vector lanes once a process, before anything is served on them: a module that is there
 * may still not compute. Newer JVMs look their exponential up under a name that is written in the
 * digits of the machine's format, and do not find it where these are not 0 to 9.
 */
final class LanesProbe {
    private static final Logger LOG = LoggerFactory.getLogger(LanesProbe.class);

    /** Of an exponential, as shares of it: lanes have one unit in the last place or four. */
    private static final double NEAR = 1e-5;

    private LanesProbe() {}

    /** Whether the lanes of this process compute; may be asked only where the module is. */
    static boolean works() {
        return Tried.WORKS;
    }

    /** Whether a trial comes to its end with the right result; says so where it does not. */
    static boolean passes(BooleanSupplier trial) {
        String reason = "it computes other values";
        try {
            if (trial.getAsBoolean()) {
                return true;
            }
        } catch (RuntimeException | LinkageError | InternalError | AssertionError e) {
            reason = e.getClass().getSimpleName();
        }
        LOG.warn(
                "The vector module of this JVM is not used ({}): new rows are computed by the"
                        + " engine, at several times the cost of one.\n"
                        + "Maybe start it with -Duser.language.format=en, if it writes numbers in"
                        + " other digits than 0 to 9 (it writes {}).",
                reason,
                // What the JVM does unasked is the point here.
                String.format(Locale.getDefault(Locale.Category.FORMAT), "%d", 1234567890));
        return false;
    }

    private static boolean computes() {
        int count = 2 * Lanes.SLACK + 1;
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = i - Lanes.SLACK;
        }
        float[] y = new float[count];
        Lanes.kernel(x, -.5f, 2, count, y, 0);
        float[] silu = x.clone();
        Lanes.silu(silu, count);
        boolean right = true;
        for (int i = 0; i < count; i++) {
            right &= near(y[i], 2 * Math.exp(-.5 * x[i]));
            right &= near(silu[i], x[i] / (1 + Math.exp(-x[i])));
        }
        return right;
    }

    private static boolean near(float value, double expected) {
        return Math.abs(value - expected) <= NEAR * Math.max(1, Math.abs(expected));
    }

    /** Tried when it is first asked for. */
    private static final class Tried {
        static final boolean WORKS = passes(LanesProbe::computes);
    }
}
