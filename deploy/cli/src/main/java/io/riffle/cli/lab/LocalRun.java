package io.riffle.cli.lab;

import io.riffle.cli.console.CommandException;
import io.riffle.cli.console.Console;
import io.riffle.job.RecommendationJob;
import io.riffle.job.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job in a Flink of this process, on a Kafka elsewhere, until it is interrupted. */
public final class LocalRun {

    private static final int START_SECONDS = 60;

    private LocalRun() {}

    /** Options from a YAML file, nested or flat. */
    public static Configuration read(Path file) throws IOException {
        try (LabFolder folder = new LabFolder()) {
            // Flink reads a folder with a file of this name.
            Files.copy(file, folder.path().resolve(GlobalConfiguration.FLINK_CONF_FILENAME));
            return GlobalConfiguration.loadConfiguration(folder.path().toString());
        } catch (IllegalConfigurationException | ClassCastException e) {
            throw new CommandException(
                    "The options (" + file + ") of --config must be YAML: " + e.getMessage(), e);
        }
    }

    /** Runs the recommendation job; returns when it was interrupted. */
    public static void recommend(Configuration settings, Console console) {
        int cores = Runtime.getRuntime().availableProcessors();
        run(
                settings,
                cores,
                console,
                (all, environment) -> RecommendationJob.onKafka(all).define(environment));
    }

    /** Runs the training job, in one slot; returns when it was interrupted. */
    public static void train(Configuration settings, Console console) {
        run(
                settings,
                1,
                console,
                (all, environment) -> TrainingJob.onKafka(all).define(environment));
    }

    /** Wires a job into an environment. */
    private interface Job {
        void define(Configuration settings, StreamExecutionEnvironment environment);
    }

    private static void run(Configuration settings, int usual, Console console, Job job) {
        Configuration all = new Configuration(settings);
        if (!all.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)) {
            all.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                    Path.of(System.getProperty("user.home"), ".riffle", "checkpoints")
                            .toUri()
                            .toString());
        }
        if (!all.contains(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION)) {
            all.set(
                    CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                    ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        }
        int parallelism = all.getOptional(CoreOptions.DEFAULT_PARALLELISM).orElse(usual);
        try (Interrupt interrupt = new Interrupt();
                LabFolder folder = new LabFolder();
                EmbeddedFlink flink =
                        new EmbeddedFlink(folder.path(), parallelism, parallelism, all)) {
            StreamExecutionEnvironment environment = flink.environment();
            job.define(flink.configuration(), environment);
            JobID id = flink.submit(environment);
            flink.awaitRunning(id, START_SECONDS);
            console.note("riffle: the job runs; Ctrl-C ends it.");
            console.note("  checkpoints  " + all.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY));
            console.note(
                    "  a later run goes on from one that "
                            + StateRecoveryOptions.SAVEPOINT_PATH.key()
                            + " names");
            interrupt.await(() -> flink.failIfEnded(id));
            flink.checkpoint(id);
            flink.cancel(id);
        }
    }
}
