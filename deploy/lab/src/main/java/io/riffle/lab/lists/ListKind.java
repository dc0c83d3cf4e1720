package io.riffle.lab.lists;

/** Kinds of worlds of lists: what in an order tires people, and how far down they look. */
public enum ListKind {
    /**
     * Every item has one of few categories. Each of the three items shown before that shares it
     * tires alike; how far people look down is theirs alone. Settings of rerankers were chosen on
     * lists of this kind.
     */
    CATEGORIES,

    /**
     * Every item has a brand beside its category, one of many. All items of the brand that were
     * shown before tire, the longer ago the less; people in a hurry look less far down, and when
     * they are depends on the hour of the day. No setting was chosen on lists of this kind.
     */
    BRANDS
}
