package io.riffle.serving.items;

/** A score by row. */
@FunctionalInterface
public interface RowScore {
    /** Higher is better; finite. */
    float of(int row);
}
