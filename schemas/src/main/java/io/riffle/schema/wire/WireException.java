package io.riffle.schema.wire;

import io.riffle.schema.DeadLetter.Reason;
import java.io.Serial;

/** A record from outside that cannot be used, with the first rule that it breaks. */
public final class WireException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    private final Reason reason;

    public WireException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static WireException unparseable(String what, Exception cause) {
        WireException e =
                new WireException(
                        Reason.UNPARSEABLE,
                        "The value (%s) of a record must be %s.%nMaybe the content-type is wrong."
                                .formatted(cause.getMessage(), what));
        e.initCause(cause);
        return e;
    }

    public Reason reason() {
        return reason;
    }
}
