package io.riffle.serving;

import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Tier;
import java.util.List;

/**
 * What the models say to one query.
 *
 * @param slate best first; empty when no item in the window is known to the backbone, or nothing is
 *     left to show
 * @param candidates first-stage order, never the displayed order
 * @param backboneVersion that made the candidates
 * @param rerankerVersion that ordered them; 0 = none took part
 */
public record Answer(
        Tier tier,
        List<RankedItem> slate,
        List<Candidate> candidates,
        long backboneVersion,
        long rerankerVersion) {}
