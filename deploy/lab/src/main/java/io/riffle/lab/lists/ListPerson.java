package io.riffle.lab.lists;

/**
 * A user of a world of lists, or what somebody takes them for.
 *
 * @param taste of the latent qualities of items
 * @param decay how fast their attention falls from slot to slot
 * @param fatigue logits a click loses for each time that its like was seen before
 */
record ListPerson(double[] taste, double decay, double fatigue) {}
