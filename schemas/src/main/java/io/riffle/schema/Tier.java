package io.riffle.schema;

/** Which stages made a recommendation. The code is the protobuf number. */
public enum Tier {
    /** Generator and reranker. */
    FULL(1),
    /** The generator alone: no reranker, or none that fits the backbone. */
    GENERATOR_ONLY(2),
    /** Popular items: the history holds no item that the backbone knows. */
    POPULAR(3);

    private static final Tier[] BY_CODE = values();

    private final int code;

    Tier(int code) {
        this.code = code;
    }

    /** Number on the wire and in state. */
    public int code() {
        return code;
    }

    /**
     * The tier with this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Tier of(int code) {
        if (code < 1 || code > BY_CODE.length) {
            throw Rules.broken(
                    "code",
                    code,
                    "a tier",
                    "be 1 to " + BY_CODE.length,
                    "it was written by a newer version");
        }
        return BY_CODE[code - 1];
    }
}
