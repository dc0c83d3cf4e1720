package io.riffle.cli.lab;

import static io.riffle.job.JobConfiguration.unlessSet;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;

/** Flink's settings for one process on one machine: small, and quick to show what happened. */
final class LabSettings {

    /** Short, so that what is exactly once is seen soon. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(3);

    private LabSettings() {}

    /**
     * Settings with the lab's own where nothing is given, under any of an option's names.
     *
     * @param folder of checkpoints and temporary files
     * @param parallelism of a job
     * @param slots of the task manager
     */
    static Configuration of(Path folder, int parallelism, int slots, Configuration given) {
        Configuration settings = new Configuration(given);
        unlessSet(settings, CoreOptions.DEFAULT_PARALLELISM, parallelism);
        unlessSet(settings, CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
        unlessSet(settings, CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        unlessSet(
                settings,
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        // Divided among the slots; the trainer's needs none.
        unlessSet(
                settings,
                TaskManagerOptions.MANAGED_MEMORY_SIZE,
                MemorySize.ofMebiBytes(256L * slots / parallelism));
        unlessSet(settings, TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        unlessSet(settings, TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        // An idle lab lets a click pass at once.
        unlessSet(settings, ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(1));
        return settings;
    }
}
