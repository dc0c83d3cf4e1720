package io.riffle.cli.deployment;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Which keys Flink knows; a key that it does not know it takes in silence. */
final class FlinkKeys {

    private static final List<Class<?>> GROUPS =
            List.of(
                    BlobServerOptions.class,
                    CheckpointingOptions.class,
                    CoreOptions.class,
                    ExternalResourceOptions.class,
                    HeartbeatManagerOptions.class,
                    HighAvailabilityOptions.class,
                    JobManagerOptions.class,
                    MetricOptions.class,
                    PipelineOptions.class,
                    RestOptions.class,
                    RestartStrategyOptions.class,
                    RocksDBOptions.class,
                    StateBackendOptions.class,
                    TaskManagerOptions.class,
                    WebOptions.class);

    /** Read by Flink on Kubernetes, and by its operator, whose classes are not here. */
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "kubernetes.entry.path",
                    "kubernetes.flink.conf.dir",
                    "kubernetes.flink.log.dir",
                    "kubernetes.operator.savepoint.history.max.count",
                    "kubernetes.operator.job.upgrade.last-state-fallback.enabled",
                    "external-resource.gpu.amount",
                    "external-resource.gpu.driver-factory.class",
                    "external-resource.gpu.param.discovery-script.path",
                    "external-resource.gpu.kubernetes.config-key");

    private FlinkKeys() {}

    /** Every key, those of before included. */
    static Set<String> known() {
        Set<String> keys = new HashSet<>(ELSEWHERE);
        for (Class<?> group : GROUPS) {
            for (Field field : group.getFields()) {
                if (field.getType() == ConfigOption.class) {
                    add(field, keys);
                }
            }
        }
        return keys;
    }

    private static void add(Field field, Set<String> keys) {
        try {
            ConfigOption<?> option = (ConfigOption<?>) field.get(null);
            keys.add(option.key());
            for (FallbackKey key : option.fallbackKeys()) {
                keys.add(key.getKey());
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
