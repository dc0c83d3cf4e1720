package org.apache.flink.metrics.prometheus;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Makes a {@link BoundPrometheusReporter} of {@code metrics.reporter.<name>.host} (127.0.0.1 when
 * absent) and {@code .port} (9249 when absent): a port, or a range such as 9249-9260 of which the
 * first free one is taken.
 */
public final class BoundPrometheusReporterFactory implements MetricReporterFactory {

    static final String HOST = "host";
    static final String LOOPBACK = "127.0.0.1";

    private static final String PORT = "port";
    private static final String USUAL_PORT = "9249";

    /** Called by Flink. */
    public BoundPrometheusReporterFactory() {}

    @Override
    public BoundPrometheusReporter createMetricReporter(Properties properties) {
        return new BoundPrometheusReporter(
                properties.getProperty(HOST, LOOPBACK), properties.getProperty(PORT, USUAL_PORT));
    }
}
