package io.riffle.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.runtime.metrics.MetricRegistryConfiguration;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.filter.DefaultReporterFilters;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A mini cluster whose metrics go to an object at hand, beside the reporters of the options. */
@SuppressWarnings("try") // MiniCluster's own close() is interruptible; nothing is added to it
final class MeasuredCluster extends MiniCluster {

    private final JobMetrics metrics;

    MeasuredCluster(MiniClusterConfiguration size, JobMetrics metrics) {
        super(size);
        this.metrics = metrics;
    }

    @Override
    protected MetricRegistryImpl createMetricRegistry(
            Configuration configuration, long maximumMessageBytes) {
        List<ReporterSetup> reporters =
                new ArrayList<>(
                        ReporterSetupBuilder.METRIC_SETUP_BUILDER.fromConfiguration(
                                configuration,
                                DefaultReporterFilters::metricsFromConfiguration,
                                null));
        reporters.add(
                new ReporterSetup(
                        "riffle",
                        new MetricConfig(),
                        metrics,
                        (metric, name, group) -> true,
                        Map.of()));
        return new MetricRegistryImpl(
                MetricRegistryConfiguration.fromConfiguration(configuration, maximumMessageBytes),
                reporters);
    }
}
