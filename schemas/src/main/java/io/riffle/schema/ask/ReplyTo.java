package io.riffle.schema.ask;

/**
 * Where whoever asked waits for the answer; both come as headers of the record that asks.
 *
 * @param partition of {@code slate-replies}; {@link #ANY} = nobody waits at one
 * @param trace W3C trace context, handed through; empty = none
 */
public record ReplyTo(int partition, String trace) {

    /** The partition that the key falls into. */
    public static final int ANY = -1;

    /** Nobody waits. */
    public static final ReplyTo NOBODY = new ReplyTo(ANY, "");

    /** Name of the header with the partition, in decimal digits. */
    public static final String PARTITION = "reply-partition";

    /** Name of the header with the trace context. */
    public static final String TRACE = "traceparent";

    /** Longest trace context that is handed through. */
    public static final int LONGEST_TRACE = 256;

    /** Checks the partition; a trace context that is too long is left behind. */
    public ReplyTo {
        if (partition < ANY) {
            throw new IllegalArgumentException(
                    "The reply partition (" + partition + ") must be 0 or more, or -1 for any.");
        }
        trace = trace.length() > LONGEST_TRACE ? "" : trace;
    }

    /** Whether somebody waits at a partition. */
    public boolean waits() {
        return partition != ANY;
    }
}
