package io.riffle.schema.explain;

import io.riffle.schema.Tier;

/**
 * How a slate was made.
 *
 * @param queryTime time for which was asked, epoch ms
 * @param shownTime processing time of the answer, epoch ms
 * @param backboneVersion 0 = took no part
 * @param rerankerVersion 0 = took no part
 * @param placement whose rules held; empty = none
 * @param explored whether chance had a say in it
 */
public record ServedSlate(
        long queryTime,
        long shownTime,
        Tier tier,
        long backboneVersion,
        long rerankerVersion,
        String placement,
        boolean explored) {}
