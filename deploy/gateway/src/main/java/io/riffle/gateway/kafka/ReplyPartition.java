package io.riffle.gateway.kafka;

import io.riffle.schema.ask.ReplyTo;
import java.util.function.IntUnaryOperator;

/**
 * The partition in which a gateway waits for replies. Others may wait in the same one: it only
 * makes each read what is not its own.
 */
public final class ReplyPartition implements IntUnaryOperator {

    private final int wanted;
    private final int instance;
    private volatile int chosen = ReplyTo.ANY;

    /**
     * One that is not chosen yet.
     *
     * @param wanted -1 = by the instance
     * @param instance number of the gateway, any
     */
    public ReplyPartition(int wanted, int instance) {
        this.wanted = wanted;
        this.instance = instance;
    }

    @Override
    public int applyAsInt(int partitions) {
        if (wanted >= partitions) {
            throw new IllegalStateException(
                    "The reply partition ("
                            + wanted
                            + ") of the gateway must be 0 to "
                            + (partitions - 1)
                            + ".\nMaybe leave it out.");
        }
        chosen = wanted < 0 ? Math.floorMod(instance, partitions) : wanted;
        return chosen;
    }

    /** The partition; {@link ReplyTo#ANY} before it is known. */
    public int number() {
        return chosen;
    }
}
