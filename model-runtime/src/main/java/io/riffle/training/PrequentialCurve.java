package io.riffle.training;

/**
 * One stretch of a prequential run.
 *
 * @param events ranked up to here, this stretch included
 * @param eventByEvent quality in this stretch
 * @param tieSafe likewise, with the events of a user's second ranked by what came before it
 * @param itemRows known to the backbone, row 0 included
 */
public record PrequentialCurve(
        long events, RankingMetrics eventByEvent, RankingMetrics tieSafe, int itemRows) {}
