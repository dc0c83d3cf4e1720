package io.riffle.serving;

import io.riffle.schema.Candidate;
import java.util.List;

/**
 * What the generator proposes for one query; the input of a {@link SlateOrder}.
 *
 * @param turn whose history and profile may be read
 * @param query which of the turn's
 * @param candidates first-stage order, best first, at least one; none is seen, disliked or
 *     withdrawn
 */
public record Proposal(Turn turn, Query query, List<Candidate> candidates) {}
