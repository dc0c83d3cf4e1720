package io.riffle.serving;

import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Tier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the models say to one query.
 *
 * @param slate ranks from 1; empty when no item in the window is known to the backbone, or nothing
 *     is left to show
 * @param candidates first-stage order, never the displayed order
 * @param backboneVersion that made the candidates
 * @param rerankerVersion that ordered them; 0 = none took part
 * @param policy that drew the slate; null = it shows the best
 * @param propensities per rank, the probability with which the policy chose its item, given the
 *     items of the ranks before; empty without a policy
 */
public record Answer(
        Tier tier,
        List<RankedItem> slate,
        List<Candidate> candidates,
        long backboneVersion,
        long rerankerVersion,
        @Nullable String policy,
        List<Double> propensities) {}
