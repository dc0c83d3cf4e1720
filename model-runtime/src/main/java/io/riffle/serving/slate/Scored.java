package io.riffle.serving.slate;

import io.riffle.schema.Candidate;
import java.util.List;

/**
 * The candidates of one query, and what orders them.
 *
 * @param candidates first-stage order, each item once
 * @param scores per candidate, higher is better; equal ones keep the first-stage order
 */
public record Scored(List<Candidate> candidates, float[] scores) {
    /** No candidates. */
    public static final Scored NOTHING = new Scored(List.of(), new float[0]);
}
