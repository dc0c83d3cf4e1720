package io.riffle.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
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

    private JobConfiguration() {}

    /**
     * The configuration with what our jobs need of Flink, where nothing else is set: no Kryo, a uid
     * on every step, RocksDB, incremental checkpoints, restarts for as long as it takes.
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
                                "The argument (%s) of the job must be --key value.%nMaybe a value is missing."
                                        .formatted(arguments[i])));
            }
            all.setString(arguments[i].substring(2), arguments[i + 1]);
        }
        return withDefaults(all);
    }

    /** Sets an option, unless something is set under one of its names. */
    public static <T> void unlessSet(Configuration all, ConfigOption<T> option, T value) {
        if (!all.contains(option)) {
            all.set(option, value);
        }
    }

    /** Ends reading: unknown keys of ours and everything noted before are reported at once. */
    static void finish(OptionReader reader) {
        List<ConfigOption<?>> known = new ArrayList<>(RecommendOptions.ALL);
        known.addAll(TrainOptions.ALL);
        known.addAll(KafkaOptions.ALL);
        reader.finish(known, List.of(KafkaOptions.CLIENT_PREFIX));
    }
}
