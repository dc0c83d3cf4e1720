package io.riffle.schema.explain;

import io.riffle.schema.Rules;

/** What became of a question. The code is the protobuf number. */
public enum ExplainStatus {
    /** It is answered. */
    EXPLAINED(1),
    /** No slate of this id is kept of this user. */
    UNKNOWN(2),
    /** Too many explanations wait: ask again later. */
    BUSY(3),
    /** The request breaks a rule. */
    REFUSED(4),
    /** It could not be computed. */
    FAILED(5);

    private static final ExplainStatus[] BY_CODE = values();

    private final int code;

    ExplainStatus(int code) {
        this.code = code;
    }

    /** Number on the wire. */
    public int code() {
        return code;
    }

    /**
     * The status with this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static ExplainStatus of(int code) {
        if (code < 1 || code > BY_CODE.length) {
            throw Rules.broken(
                    "code",
                    code,
                    "the status of an explanation",
                    "be 1 to " + BY_CODE.length,
                    "it was written by a newer version");
        }
        return BY_CODE[code - 1];
    }
}
