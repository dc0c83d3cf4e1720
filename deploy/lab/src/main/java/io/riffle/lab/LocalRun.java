package io.riffle.lab;

import io.riffle.job.JobConfiguration;
import io.riffle.job.RecommendationJob;
import io.riffle.job.TrainingJob;
import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.StartOptions;
import io.riffle.lab.checkpoints.RunCheckpoints;
import io.riffle.lab.checkpoints.RunCheckpoints.Newest;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job in a Flink of this process, on a Kafka elsewhere, until it is interrupted. It goes on from
 * the newest checkpoint that an earlier run of the same job left.
 */
public final class LocalRun {

    private final String name;
    private final ToIntFunction<Configuration> usualParallelism;
    private final Consumer<Configuration> check;
    private final Function<Configuration, Consumer<StreamExecutionEnvironment>> job;

    private LocalRun(
            String name,
            ToIntFunction<Configuration> usualParallelism,
            Consumer<Configuration> check,
            Function<Configuration, Consumer<StreamExecutionEnvironment>> job) {
        this.name = name;
        this.usualParallelism = usualParallelism;
        this.check = check;
        this.job = job;
    }

    /** The recommendation job. */
    public static LocalRun recommend() {
        return new LocalRun(
                "recommend",
                MachineMemory::recommendSubtasks,
                RecommendationJob::check,
                all -> RecommendationJob.onKafka(all)::define);
    }

    /** The training job, in one slot. */
    public static LocalRun train() {
        return new LocalRun(
                "train", any -> 1, TrainingJob::check, all -> TrainingJob.onKafka(all)::define);
    }

    /** Runs it; returns when it was interrupted. What is wrong is told before Flink starts. */
    public void run(Configuration settings, Console console) {
        try (Interrupt interrupt = new Interrupt()) {
            run(settings, console, interrupt);
        }
    }

    void run(Configuration settings, Console console, Interrupt interrupt) {
        FileSystems.configure(settings);
        try (LabFolder folder = new LabFolder()) {
            Configuration all = prepared(settings, folder, console);
            Consumer<StreamExecutionEnvironment> wiring = job.apply(complete(all, folder));
            try (EmbeddedFlink flink =
                    new EmbeddedFlink(folder.path(), parallelism(all), parallelism(all), all)) {
                StreamExecutionEnvironment environment = flink.environment();
                wiring.accept(environment);
                JobID id = flink.submit(environment);
                flink.awaitRunning(id, EmbeddedFlink.PATIENCE_SECONDS);
                console.note("riffle: the job runs; Ctrl-C ends it, and a later run goes on.");
                interrupt.await(() -> flink.failIfEnded(id));
                end(flink, id, console);
            }
        }
    }

    /** With the job's own checkpoints, and the one to go on from. */
    private Configuration prepared(Configuration settings, LabFolder folder, Console console) {
        Configuration all = new Configuration(settings);
        JobConfiguration.unlessSet(
                all,
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                LabSettings.address(
                        Path.of(System.getProperty("user.home"), ".riffle", "checkpoints")));
        Configuration complete = complete(all, folder);
        check.accept(complete);
        RunCheckpoints own =
                RunCheckpoints.of(
                        all.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY),
                        name,
                        all.get(KafkaOptions.GROUP),
                        JobConfiguration.clusterId(complete));
        own.prepare();
        all.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, own.folder());
        console.note("riffle: checkpoints in " + own.folder());
        String given = all.get(StateRecoveryOptions.SAVEPOINT_PATH);
        Newest newest = own.newest();
        if (given != null) {
            console.note("riffle: goes on from " + given);
        } else if (newest == null) {
            console.note("riffle: begins without a state: no run left a checkpoint there");
        } else if (all.get(StartOptions.FRESH)) {
            console.note("riffle: begins without a state, and leaves " + newest.address());
        } else {
            console.note("riffle: goes on from " + newest.address() + " of " + newest.time());
            all.set(StateRecoveryOptions.SAVEPOINT_PATH, newest.address());
            // Owned by this run from here on, and deleted when it has newer ones.
            JobConfiguration.unlessSet(
                    all, StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        }
        return all;
    }

    private Configuration complete(Configuration all, LabFolder folder) {
        return EmbeddedFlink.settings(folder.path(), parallelism(all), parallelism(all), all);
    }

    /** One that cannot be is told with all other options. */
    private int parallelism(Configuration all) {
        try {
            return Math.max(
                    1,
                    all.getOptional(CoreOptions.DEFAULT_PARALLELISM)
                            .orElseGet(() -> usualParallelism.applyAsInt(all)));
        } catch (IllegalArgumentException e) {
            return 1;
        }
    }

    private static void end(EmbeddedFlink flink, JobID id, Console console) {
        try {
            var unused = flink.checkpoint(id);
        } catch (CommandException e) {
            console.note(
                    String.format(
                            Locale.ROOT,
                            "riffle: the last checkpoint failed (%s); a later run goes on from the"
                                    + " one before.",
                            e.getMessage()));
        }
        flink.cancel(id);
    }
}
