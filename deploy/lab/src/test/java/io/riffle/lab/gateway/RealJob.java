package io.riffle.lab.gateway;

import io.riffle.job.RecommendationJob;
import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.StartOptions;
import io.riffle.lab.EmbeddedFlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The recommend job as it is, in a Flink that comes and goes; the brokers stay. */
final class RealJob implements AutoCloseable {

    private final Path folder;
    private final Configuration settings;
    private @Nullable EmbeddedFlink flink;
    private @Nullable JobID job;

    /**
     * One that does not run yet.
     *
     * @param folder of its state
     * @param more options of it
     */
    RealJob(Path folder, String brokers, Configuration more) {
        this.folder = folder;
        settings = new Configuration(more);
        settings.set(KafkaOptions.BROKERS, brokers);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        settings.set(StartOptions.TEMPORARY_CHECKPOINTS, true);
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                "file://" + folder.resolve("checkpoints"));
    }

    /** Starts it, from its newest checkpoint where there is one. */
    void start() {
        Path newest = newest();
        if (newest != null) {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, "file://" + newest);
        }
        flink = new EmbeddedFlink(folder.resolve("flink"), 1, 1, settings);
        StreamExecutionEnvironment environment = flink.environment();
        RecommendationJob.onKafka(flink.configuration()).define(environment);
        job = flink.submit(environment);
        flink.awaitRunning(job, EmbeddedFlink.PATIENCE_SECONDS);
    }

    /** How often it was restarted since it was started. */
    long restarts() {
        return flink == null ? 0 : flink.restarts();
    }

    /** Ends it without a last checkpoint, and Flink with it. */
    void kill() {
        if (flink != null && job != null) {
            flink.cancel(job);
            flink.close();
        }
        flink = null;
    }

    @Override
    public void close() {
        kill();
    }

    private @Nullable Path newest() {
        Path checkpoints = folder.resolve("checkpoints");
        if (!Files.exists(checkpoints)) {
            return null;
        }
        try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .map(Path::getParent)
                    .orElse(null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
