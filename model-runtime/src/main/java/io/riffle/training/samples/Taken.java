package io.riffle.training.samples;

/**
 * A sample that was taken in, and what it has to teach.
 *
 * @param lesson empty where nobody has clicked
 * @param first whether no earlier revision of its request taught anything
 */
public record Taken(Lesson lesson, boolean first) {}
