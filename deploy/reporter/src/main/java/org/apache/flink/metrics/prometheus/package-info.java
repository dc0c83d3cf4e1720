/**
 * Prometheus on one address. It stands in Flink's package because Flink's reporter keeps its
 * registry to it, and itself listens on every address of the machine. Start with {@link
 * org.apache.flink.metrics.prometheus.BoundPrometheusReporterFactory}.
 */
@NullMarked
package org.apache.flink.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
