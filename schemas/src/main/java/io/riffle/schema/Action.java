package io.riffle.schema;

/** What a user did with an item. The code is the protobuf number; codes are never reused. */
public enum Action {
    CLICK(1),
    VIEW(2),
    LIKE(3),
    DISLIKE(4),
    CART(5),
    PURCHASE(6);

    private final int code;

    Action(int code) {
        this.code = code;
    }

    /** Number on the wire and in state, 1 to 6. */
    public int code() {
        return code;
    }
}
