package io.riffle.schema;

/** How a request ended. The code is the protobuf number. */
public enum Outcome {
    /** The next click was on the slate. */
    CLICKED(1),
    /** The next click was not on the slate. */
    ORGANIC(2),
    /** The attribution window ended before a next click. */
    EXPIRED(3),
    /** A later label changed an earlier sample. */
    CORRECTED(4);

    private static final Outcome[] BY_CODE = values();

    private final int code;

    Outcome(int code) {
        this.code = code;
    }

    /** Number on the wire and in state. */
    public int code() {
        return code;
    }

    /**
     * The outcome with this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Outcome of(int code) {
        if (code < 1 || code > BY_CODE.length) {
            throw Rules.broken(
                    "code",
                    code,
                    "an outcome",
                    "be 1 to " + BY_CODE.length,
                    "it was written by a newer version");
        }
        return BY_CODE[code - 1];
    }
}
