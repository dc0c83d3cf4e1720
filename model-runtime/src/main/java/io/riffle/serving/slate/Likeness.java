package io.riffle.serving.slate;

/** How alike two items are. */
@FunctionalInterface
public interface Likeness {
    /** Nothing is known of any item. */
    Likeness UNKNOWN = (item, other) -> 0;

    /** From -1 to 1, such as the cosine of their rows; 0 where one of them has none. */
    float of(String itemId, String other);
}
