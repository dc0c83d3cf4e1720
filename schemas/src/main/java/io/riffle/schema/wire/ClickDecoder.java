package io.riffle.schema.wire;

import io.riffle.schema.ClickEvent;
import io.riffle.schema.ContextNames;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.actions.ActionNames;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;

/**
 * Turns each record of {@code click-events} into a valid click or a dead letter with the first
 * reason that applies, in the order: size, content type, parse, ids, action, time. No input makes
 * it throw. Of a valid click it leaves its position behind and what is not read of its context: no
 * step reads them.
 */
public final class ClickDecoder implements Serializable {

    /** Largest click by default: 1 MiB. */
    public static final int MAX_CLICK_BYTES = SizeLimits.INPUT;

    @Serial private static final long serialVersionUID = 1L;

    private final int maxClickBytes;
    private final long maxFutureSkewMillis;
    private final ActionNames names;
    private final ContextNames contexts;

    /** One that knows the names of ours only. */
    public ClickDecoder(int maxClickBytes, Duration maxFutureSkew) {
        this(maxClickBytes, maxFutureSkew, ActionNames.OURS, ContextNames.NONE);
    }

    /**
     * Sets the limits.
     *
     * @param maxFutureSkew how far an event's time may be after its record's Kafka timestamp
     * @param names of actions
     * @param contexts what is read of a click's context
     */
    public ClickDecoder(
            int maxClickBytes, Duration maxFutureSkew, ActionNames names, ContextNames contexts) {
        if (maxFutureSkew.isNegative()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The max-future-skew (%s) of the click decoder must be 0 or"
                                    + " more.%nMaybe drop its sign.",
                            maxFutureSkew));
        }
        this.maxClickBytes = maxClickBytes;
        this.maxFutureSkewMillis = maxFutureSkew.toMillis();
        this.names = names;
        this.contexts = contexts;
    }

    /**
     * A click, or the dead letter that says why it is none; never an exception for what a record
     * holds.
     */
    public Decoded decode(RawRecord record) {
        try {
            ClickEvent event = new ClickEventWire(names).read(record, maxClickBytes).with(contexts);
            checkSkew(event.eventTime(), record.timestamp());
            return new Decoded.Click(
                    event, record.timestamp(), record.partition(), AskHeaders.replyTo(record));
        } catch (WireException e) {
            return new Decoded.Rejected(record.deadLetter(e.reason(), e.getMessage()));
        }
    }

    private void checkSkew(long eventTime, long timestamp) {
        // A record without a timestamp (negative) has nothing to be compared with.
        if (timestamp >= 0 && eventTime - maxFutureSkewMillis > timestamp) {
            throw new WireException(
                    Reason.FUTURE_TIME,
                    String.format(
                            Locale.ROOT,
                            "The event_time (%d) of a click must be at most %d ms after its"
                                + " record's timestamp (%d).%nMaybe the client's clock is wrong.",
                            eventTime,
                            maxFutureSkewMillis,
                            timestamp));
        }
    }
}
