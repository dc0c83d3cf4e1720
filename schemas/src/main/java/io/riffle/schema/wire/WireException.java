package io.riffle.schema.wire;

import io.riffle.schema.DeadLetter.Reason;
import java.io.Serial;
import java.util.Locale;

/** A record from outside that cannot be used, with the first rule that it breaks. */
public final class WireException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** A record cannot be read, for a reason that its dead letter carries. */
    public WireException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** A message that breaks a rule of ours, whose words are the cause's. */
    public static WireException unparseable(String what, IllegalArgumentException cause) {
        WireException e =
                new WireException(
                        Reason.UNPARSEABLE,
                        String.format(
                                Locale.ROOT,
                                "The value (%s) of a record must be %s.%nMaybe the content-type is"
                                        + " wrong.",
                                cause.getMessage(),
                                what));
        e.initCause(cause);
        return e;
    }

    /** What a library refused, in our words: its own speak to those who call it. */
    static WireException foreign(String shown, String what, String maybe, Exception cause) {
        WireException e =
                new WireException(
                        Reason.UNPARSEABLE,
                        String.format(
                                Locale.ROOT,
                                "The value (%s) of a record must be %s.%nMaybe %s.",
                                shown,
                                what,
                                maybe));
        e.initCause(cause);
        return e;
    }

    /** This, or what is more likely wrong with a value that came without a content type. */
    WireException orJson(byte[] value) {
        int first = 0;
        while (first < value.length && (value[first] <= ' ' && value[first] >= 0)) {
            first++;
        }
        // No field of ours has the number that these would be the beginning of.
        boolean json = first < value.length && (value[first] == '{' || value[first] == '[');
        return json
                ? foreign(
                        value.length + " bytes",
                        "protobuf, as it came without a content-type; it looks like JSON: add the"
                                + " header content-type: application/json",
                        "the producer sets no headers",
                        this)
                : this;
    }

    /** What the dead letter says. */
    public Reason reason() {
        return reason;
    }
}
