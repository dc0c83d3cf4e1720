package io.riffle.schema;

/** One item proposed by the generator, in first-stage order. */
public record Candidate(String itemId, float generatorScore, float[] features) {}
