package io.riffle.serving.conditions;

import java.util.List;
import java.util.function.Predicate;

/** The items of the catalogue that satisfy a condition now. */
public interface ItemSet {

    /** Whether an item is one of them. */
    boolean contains(String itemId);

    /** How many there are. */
    int size();

    /** Up to {@code most} of them that are not excluded, those listed last first. */
    List<String> newest(int most, Predicate<String> excluded);

    /** What of the condition names nothing that the catalogue knows, in words; empty = all is. */
    List<String> unknown();
}
