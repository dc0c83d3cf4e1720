package io.riffle.model.candidates;

import io.riffle.schema.Candidate;

/**
 * What the backbone says of a candidate that several sources may have proposed: logged with the
 * candidate, so that the trainer knows what was known at the request.
 *
 * <p>A candidate of the backbone alone has its cosine for a first-stage score; one of a blend has
 * the blend's, and the cosine as its only feature.
 */
public final class BackboneScore {
    /** The backbone did not propose the item; no cosine is as low. */
    private static final float NONE = -2;

    private BackboneScore() {}

    /** A candidate of a blend that the backbone proposed too. */
    public static Candidate blended(String itemId, float score, float cosine) {
        return new Candidate(itemId, score, new float[] {cosine});
    }

    /** A candidate of a blend that other sources proposed. */
    public static Candidate blended(String itemId, float score) {
        return new Candidate(itemId, score, new float[] {NONE});
    }

    /** Whether the backbone proposed it. */
    public static boolean known(Candidate candidate) {
        return candidate.features().length == 0 || candidate.features()[0] > NONE;
    }

    /** Cosine of user vector and item row, where {@link #known}. */
    public static float of(Candidate candidate) {
        return candidate.features().length == 0
                ? candidate.generatorScore()
                : candidate.features()[0];
    }
}
