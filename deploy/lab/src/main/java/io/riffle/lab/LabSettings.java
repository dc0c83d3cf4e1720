package io.riffle.lab;

import static io.riffle.job.JobConfiguration.unlessSet;

import io.riffle.job.options.StartOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** Flink's settings for one process on one machine: small, and quick to show what happened. */
final class LabSettings {

    /** Short, so that what is exactly once is seen soon. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(3);

    /** Whoever reaches Flink's ports may run code in this process. */
    private static final String LOOPBACK = "127.0.0.1";

    private static final List<ConfigOption<String>> BINDS =
            List.of(
                    RestOptions.BIND_ADDRESS,
                    RestOptions.ADDRESS,
                    JobManagerOptions.BIND_HOST,
                    TaskManagerOptions.BIND_HOST);

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
        BINDS.forEach(bind -> unlessSet(settings, bind, LOOPBACK));
        if (!settings.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)) {
            settings.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                    address(folder.resolve("checkpoints")));
            // As short-lived as the topics beside it.
            settings.set(StartOptions.TEMPORARY_CHECKPOINTS, true);
        }
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

    /** A local folder as Flink takes it: a name's blanks and percent signs stay as they are. */
    static String address(Path folder) {
        return "file://" + folder.toAbsolutePath();
    }
}
