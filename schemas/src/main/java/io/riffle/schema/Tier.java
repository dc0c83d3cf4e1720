package io.riffle.schema;

/** Which stages made a recommendation. The code is the protobuf number. */
public enum Tier {
    FULL(1),
    GENERATOR_ONLY(2),
    POPULAR(3);

    private final int code;

    Tier(int code) {
        this.code = code;
    }

    /** Number on the wire and in state. */
    public int code() {
        return code;
    }
}
