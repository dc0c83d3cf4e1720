package io.riffle.job;

import io.riffle.job.io.KafkaCheck;
import io.riffle.job.options.ActionOptions;
import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.OptionReader;
import io.riffle.job.options.OptionsException;
import io.riffle.job.options.RecommendOptions;
import io.riffle.job.options.StartOptions;
import io.riffle.job.options.TrainOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.TaskManagerOptions.TaskManagerLoadBalanceMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.rocksdb.CompressionType;

/** What our jobs ask of Flink, and how their options reach them. */
public final class JobConfiguration {

    /** Upstream of a bundle nobody should wait long for a network buffer to fill. */
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(2);

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    /**
     * The first file of what changed is written on the step's thread, in the part of a checkpoint
     * during which nobody is answered; the threads that merge files later may compress them.
     */
    private static final List<CompressionType> COMPRESSION_PER_LEVEL =
            List.of(CompressionType.NO_COMPRESSION, CompressionType.LZ4_COMPRESSION);

    /**
     * What a checkpoint has to write before it lets the step go on is at most this much of each
     * kind of state; the rest was written meanwhile, by other threads.
     */
    private static final MemorySize WRITE_BUFFER = MemorySize.ofMebiBytes(4);

    /**
     * Part of the restored state forever: number of parts that keyed state can be spread over. It
     * has many divisors, so that most parallelisms get equal shares.
     */
    private static final int MAX_PARALLELISM = 720;

    /**
     * A restart does not mend a full disk; it only answers all over again what came since the last
     * checkpoint. At ten seconds each this is hours in which a person can be called.
     */
    private static final int TOLERABLE_FAILED_CHECKPOINTS = 1_000;

    /** How long a broker may be gone before a client gives up, which restarts the job. */
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(10);

    /** Of producers: to learn where a record goes, to have it taken. Of all others: any call. */
    private static final List<String> PATIENCE =
            List.of("max.block.ms", "delivery.timeout.ms", "default.api.timeout.ms");

    private JobConfiguration() {}

    /**
     * The configuration with what our jobs need of Flink, where nothing else is set: no Kryo, a uid
     * on every step, RocksDB, incremental checkpoints that outlive a cancel, restarts for as long
     * as it takes, clients that wait out a broker's restart.
     */
    public static Configuration withDefaults(Configuration given) {
        Configuration all = new Configuration(given);
        // These two are laws of the jobs, not wishes.
        all.set(PipelineOptions.GENERIC_TYPES, false);
        all.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        unlessSet(all, PipelineOptions.OBJECT_REUSE, true);
        unlessSet(all, ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        unlessSet(all, StateBackendOptions.STATE_BACKEND, "rocksdb");
        unlessSet(all, CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        unlessSet(all, RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL, COMPRESSION_PER_LEVEL);
        unlessSet(all, RocksDBConfigurableOptions.WRITE_BUFFER_SIZE, WRITE_BUFFER);
        unlessSet(all, CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        unlessSet(
                all,
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        unlessSet(all, CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERABLE_FAILED_CHECKPOINTS);
        if (!all.contains(PipelineOptions.MAX_PARALLELISM)) {
            // State that was written under another number can only be read under that number.
            all.set(
                    PipelineOptions.MAX_PARALLELISM,
                    RestoredState.maxParallelism(all).orElse(MAX_PARALLELISM));
        }
        // Else both subtasks of a step may land on one machine while the other idles.
        unlessSet(
                all,
                TaskManagerOptions.TASK_MANAGER_LOAD_BALANCE_MODE,
                TaskManagerLoadBalanceMode.TASKS);
        for (String client : PATIENCE) {
            unlessSet(
                    all,
                    ConfigOptions.key(KafkaOptions.CLIENT_PREFIX + client)
                            .stringType()
                            .noDefaultValue(),
                    Long.toString(LONGEST_OUTAGE.toMillis()));
        }
        unlessSet(all, RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        unlessSet(
                all,
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofSeconds(1));
        unlessSet(
                all,
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofMinutes(1));
        return all;
    }

    /**
     * The configuration of a job that was submitted to a cluster: the cluster's, what {@code -D}
     * set, then the program's arguments.
     *
     * @param arguments {@code --key value} pairs
     * @throws OptionsException for arguments that are not pairs
     */
    public static Configuration ofProgram(String... arguments) {
        ReadableConfig submitted =
                StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
        Configuration all = Configuration.fromMap(submitted.toMap());
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new OptionsException(
                        List.of(
                                String.format(
                                        Locale.ROOT,
                                        "The argument (%s) of the job must be --key value.%nMaybe a"
                                                + " value is missing.",
                                        arguments[i])));
            }
            all.setString(arguments[i].substring(2), arguments[i + 1]);
        }
        return withDefaults(all);
    }

    /**
     * The id of the Kafka cluster that the configuration names, the same under any address.
     *
     * @throws OptionsException when the brokers do not tell
     */
    public static String clusterId(Configuration configuration) {
        try {
            return KafkaCheck.clusterId(KafkaOptions.read(new OptionReader(configuration)));
        } catch (NoSuchElementException e) {
            throw new OptionsException(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** Sets an option, unless something is set under one of its names. */
    public static <T> void unlessSet(Configuration all, ConfigOption<T> option, T value) {
        if (all.contains(option)) {
            return;
        }
        if (value instanceof MemorySize size) {
            // Flink writes sizes in the digits of the machine's language, and reads Latin ones.
            all.setString(option.key(), size.getBytes() + " bytes");
        } else {
            all.set(option, value);
        }
    }

    /**
     * Ends reading: unknown keys of ours, a state that does not fit and everything noted before are
     * reported at once.
     */
    static void finish(OptionReader reader) {
        List<ConfigOption<?>> known = new ArrayList<>(RecommendOptions.ALL);
        known.addAll(TrainOptions.ALL);
        known.addAll(KafkaOptions.ALL);
        known.addAll(StartOptions.ALL);
        RestoredState.check(reader);
        reader.finish(known, List.of(KafkaOptions.CLIENT_PREFIX, ActionOptions.MAP_PREFIX));
    }
}
