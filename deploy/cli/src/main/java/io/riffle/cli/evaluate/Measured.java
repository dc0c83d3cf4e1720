package io.riffle.cli.evaluate;

import io.riffle.training.metrics.RankingMetrics;
import java.util.Map;

/**
 * Ranking quality and how sure it is.
 *
 * @param errors standard errors of the measures by name
 */
record Measured(RankingMetrics metrics, Map<String, Double> errors) {

    /** Of events that do not depend on each other. */
    static Measured of(RankingMetrics metrics) {
        return new Measured(metrics, metrics.errors());
    }
}
