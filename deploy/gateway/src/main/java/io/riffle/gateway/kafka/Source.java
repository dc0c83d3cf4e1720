package io.riffle.gateway.kafka;

import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A topic to be read.
 *
 * @param fromStart whether all that it holds is read first; else only what comes
 * @param choice picks the one partition that is read, of so many; null = all are
 */
public record Source(String topic, boolean fromStart, @Nullable IntUnaryOperator choice) {

    /** All partitions, from now on. */
    public static Source tail(String topic) {
        return new Source(topic, false, null);
    }

    /** All partitions, with what they hold. */
    public static Source whole(String topic) {
        return new Source(topic, true, null);
    }
}
