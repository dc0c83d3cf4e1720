package io.riffle.job.options;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/**
 * Flink's own options, judged before Flink sees them: each value must be of its option's type, and
 * the counts and times that Flink divides by or waits for must be above zero. What is wrong is told
 * as it is told of our options, not by whichever exception it would cause later.
 */
final class FlinkOptions {

    private static final int MAX_PARALLELISM = 1 << 15;

    private static final List<Class<?>> GROUPS =
            List.of(
                    CoreOptions.class,
                    CheckpointingOptions.class,
                    ExecutionOptions.class,
                    PipelineOptions.class,
                    RestartStrategyOptions.class,
                    StateBackendOptions.class,
                    StateRecoveryOptions.class,
                    TaskManagerOptions.class,
                    JobManagerOptions.class,
                    NettyShuffleEnvironmentOptions.class,
                    HeartbeatManagerOptions.class,
                    RpcOptions.class,
                    RestOptions.class,
                    WebOptions.class,
                    MetricOptions.class,
                    BlobServerOptions.class,
                    RocksDBOptions.class,
                    RocksDBConfigurableOptions.class);

    private static final List<ConfigOption<Integer>> COUNTS =
            List.of(
                    TaskManagerOptions.NUM_TASK_SLOTS,
                    CheckpointingOptions.MAX_RETAINED_CHECKPOINTS,
                    CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS);

    private static final List<ConfigOption<Duration>> TIMES =
            List.of(
                    CheckpointingOptions.CHECKPOINTING_INTERVAL,
                    CheckpointingOptions.CHECKPOINTING_TIMEOUT,
                    RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                    RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF);

    private static final List<ConfigOption<Integer>> PARALLELISMS =
            List.of(CoreOptions.DEFAULT_PARALLELISM, PipelineOptions.MAX_PARALLELISM);

    private FlinkOptions() {}

    /** Notes what is wrong. */
    static void check(OptionReader reader) {
        List<String> wrong = new ArrayList<>();
        for (Class<?> group : GROUPS) {
            for (ConfigOption<?> option : of(group)) {
                if (!wrong.contains(option.key()) && !reader.readable(option)) {
                    wrong.add(option.key());
                }
            }
        }
        COUNTS.stream().filter(option -> !wrong.contains(option.key())).forEach(reader::count);
        TIMES.stream().filter(option -> !wrong.contains(option.key())).forEach(reader::time);
        for (ConfigOption<Integer> option : PARALLELISMS) {
            if (!wrong.contains(option.key())) {
                reader.count(option);
                Integer value = reader.find(option);
                reader.check(
                        value == null || value <= MAX_PARALLELISM,
                        option,
                        value,
                        "be " + MAX_PARALLELISM + " or less",
                        "leave it out");
            }
        }
        if (PARALLELISMS.stream().noneMatch(option -> wrong.contains(option.key()))) {
            Integer most = reader.find(PipelineOptions.MAX_PARALLELISM);
            Integer asked = reader.find(CoreOptions.DEFAULT_PARALLELISM);
            reader.check(
                    most == null || most < 1 || asked == null || asked <= most,
                    CoreOptions.DEFAULT_PARALLELISM,
                    asked,
                    "be at most pipeline.max-parallelism (" + most + ")",
                    "lower it: keyed state has no more parts");
        }
    }

    private static List<ConfigOption<?>> of(Class<?> group) {
        List<ConfigOption<?>> options = new ArrayList<>();
        for (Field field : group.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                try {
                    options.add((ConfigOption<?>) field.get(null));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return options;
    }
}
