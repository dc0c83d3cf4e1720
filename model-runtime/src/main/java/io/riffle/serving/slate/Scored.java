package io.riffle.serving.slate;

import io.riffle.model.psad.SlateTerms;
import io.riffle.schema.Candidate;
import java.util.List;

/**
 * The candidates of one query, and what orders them.
 *
 * @param candidates first-stage order, each item once
 * @param scores per candidate, higher is better; equal ones keep the first-stage order
 * @param terms what candidates, the first ones, gain or lose by what is placed before them
 * @param ordered how many, from the first on, have scores of a model: the others come after all of
 *     these, whatever is placed before
 */
public record Scored(List<Candidate> candidates, float[] scores, SlateTerms terms, int ordered) {
    /** No candidates. */
    public static final Scored NOTHING = new Scored(List.of(), new float[0]);

    /** What is placed before a candidate does not count. */
    public Scored(List<Candidate> candidates, float[] scores) {
        this(candidates, scores, SlateTerms.NONE);
    }

    /** All have scores of a model. */
    public Scored(List<Candidate> candidates, float[] scores, SlateTerms terms) {
        this(candidates, scores, terms, candidates.size());
    }
}
