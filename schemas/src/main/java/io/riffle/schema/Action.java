package io.riffle.schema;

/** What a user did with an item. The code is the protobuf number; codes are never reused. */
public enum Action {
    CLICK(1),
    /** The item was seen, and no more, where nobody says otherwise: an impression. */
    VIEW(2),
    LIKE(3),
    /** Excludes the item from the user's slates and is a negative label; no part of a history. */
    DISLIKE(4),
    CART(5),
    PURCHASE(6);

    private static final Action[] BY_CODE = values();

    private final int code;

    Action(int code) {
        this.code = code;
    }

    /** Number on the wire and in state, 1 to 6. */
    public int code() {
        return code;
    }

    /**
     * The action with this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Action of(int code) {
        if (code < 1 || code > BY_CODE.length) {
            throw Rules.broken(
                    "code",
                    code,
                    "an action",
                    "be 1 to " + BY_CODE.length,
                    "it was written by a newer version");
        }
        return BY_CODE[code - 1];
    }
}
