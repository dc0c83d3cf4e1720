package io.riffle.cli.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.FileSystemArgument;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.lab.checkpoints.CheckpointPruning;
import io.riffle.lab.checkpoints.JobFolder;
import io.riffle.lab.checkpoints.JobFolders;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code riffle checkpoints}: what jobs that are gone left behind. */
@Command(name = "checkpoints", description = "What jobs left behind under their checkpoints.")
public final class CheckpointsCommand implements Runnable {

    @Spec private CommandSpec spec;
    private final Console console;

    CheckpointsCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "The command () of riffle checkpoints must be list or prune.");
    }

    @Command(description = "Lists the folders of jobs, those that were written last first.")
    int list(
            @Option(
                            names = "--dir",
                            required = true,
                            paramLabel = "DIR",
                            description = "execution.checkpointing.dir of the jobs.")
                    String dir,
            @Mixin FileSystemArgument files,
            @Mixin JsonArgument json)
            throws IOException {
        print("folders", new JobFolders(files.ready(dir)).all(), json, "");
        return 0;
    }

    @Command(
            description =
                    "Deletes folders of jobs that nobody needs. Kept are the newest of each kind of"
                            + " job, what was written lately, as every job that runs does, and"
                            + " what a checkpoint that is kept consists of.")
    int prune(
            @Option(
                            names = "--dir",
                            required = true,
                            paramLabel = "DIR",
                            description = "execution.checkpointing.dir of the jobs.")
                    String dir,
            @Option(
                            names = "--keep",
                            paramLabel = "N",
                            defaultValue = "3",
                            description =
                                    "Of jobs with the same steps, those that stay; more than the"
                                            + " installations that share the folder (default:"
                                            + " ${DEFAULT-VALUE}).")
                    int keep,
            @Option(
                            names = "--older-than",
                            paramLabel = "HOURS",
                            defaultValue = "24",
                            description =
                                    "Nothing younger goes: longer than a job takes from one"
                                            + " checkpoint to the next (default:"
                                            + " ${DEFAULT-VALUE}).")
                    int hours,
            @Option(names = "--dry-run", description = "Says what would go, and deletes nothing.")
                    boolean dryRun,
            @Mixin FileSystemArgument files,
            @Mixin JsonArgument json)
            throws IOException {
        ArgumentRules.atLeast(spec, "number of folders", "--keep", keep, 1);
        ArgumentRules.atLeast(spec, "age", "--older-than", hours, 1);
        JobFolders folders = new JobFolders(files.ready(dir));
        CheckpointPruning pruning = new CheckpointPruning(keep, Duration.ofHours(hours));
        Instant now = Clock.systemUTC().instant();
        List<JobFolder> gone = dryRun ? pruning.plan(folders, now) : pruning.prune(folders, now);
        print(dryRun ? "would_go" : "deleted", gone, json, dryRun ? "would go  " : "deleted  ");
        return 0;
    }

    private void print(String name, List<JobFolder> folders, JsonArgument json, String what) {
        if (json.asked()) {
            ObjectNode line = JsonLine.object();
            ArrayNode list = line.putArray(name);
            for (JobFolder job : folders) {
                list.addObject()
                        .put("address", job.address())
                        .put("written", job.written().toString())
                        .put("steps", job.operators().size())
                        .put("checkpoints", job.metadata().size());
            }
            console.result(JsonLine.line(line));
            return;
        }
        for (JobFolder job : folders) {
            console.result(
                    String.format(
                            Locale.ROOT,
                            "%s%s  %s  %d steps  %d checkpoints",
                            what,
                            job.written(),
                            job.address(),
                            job.operators().size(),
                            job.metadata().size()));
        }
        if (folders.isEmpty()) {
            console.result("none");
        }
    }
}
