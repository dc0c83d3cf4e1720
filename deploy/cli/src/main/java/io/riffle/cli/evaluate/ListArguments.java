package io.riffle.cli.evaluate;

import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.lab.files.SideFiles;
import io.riffle.lab.lists.ListSource;
import io.riffle.schema.Item;
import io.riffle.training.evaluation.TeacherKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of {@code riffle evaluate --lists}, beside those it shares with {@code --events}. */
final class ListArguments {
    @Option(
            names = "--lists",
            paramLabel = "FILE",
            description =
                    "CSV of list_id, user_id, timestamp_seconds, history, candidates, clicks, ...;"
                            + " gzip by extension. Rerankers are trained on the first lists and"
                            + " compared on the rest.")
    private @Nullable Path lists;

    @Option(
            names = "--items",
            paramLabel = "FILE",
            description =
                    "With --lists: CSV of item_id and genres or category. Prequential: the"
                            + " catalogue as the job would know it.")
    private @Nullable Path items;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "With --lists: CSV of user_id and profile columns.")
    private @Nullable Path users;

    @Mixin SimulatedListArguments simulated = new SimulatedListArguments();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Trainings of each model; figures are means (default: ${DEFAULT-VALUE}).")
    int seeds = 3;

    @Option(
            names = "--list-epochs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Passes over the training lists (default: ${DEFAULT-VALUE}).")
    int epochs = 5;

    @Option(
            names = "--list-tail",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share of the training lists, the last in time, on which each model chooses how"
                            + " many of the passes it makes; 0: all (default: ${DEFAULT-VALUE}).")
    double tail;

    @Option(
            names = "--list-width",
            paramLabel = "D",
            defaultValue = "32",
            description = "Width of the rerankers compared (default: ${DEFAULT-VALUE}).")
    int width = 32;

    @Option(
            names = "--list-layers",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Encoder layers of the reranker, in which candidates see each other; 0 for few"
                            + " lists (default: ${DEFAULT-VALUE}).")
    int layers = 1;

    @Option(
            names = "--list-distillation",
            paramLabel = "A",
            defaultValue = "0.3",
            description =
                    "Share of the student's loss that comes from its teacher; 0: the teacher only"
                            + " learns beside it (default: ${DEFAULT-VALUE}).")
    float distillation = .3f;

    @Option(
            names = "--list-time-of-day",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Whether rerankers read the time of the day at which a list was asked for"
                            + " (default: ${DEFAULT-VALUE}).")
    boolean timeOfDay = true;

    @Option(
            names = "--ablations",
            description =
                    "Also a perceptron told who asks, and the student alone, beside a teacher it is"
                            + " not distilled from, and with the personalised gate.")
    boolean ablations;

    @Option(
            names = "--list-baselines",
            description =
                    "Also rerankers of other papers on the same columns and steps: SetRank, MIR,"
                            + " RankT5's losses, DLCM, Seq2Slate, NAR4Rec.")
    boolean baselines;

    @Option(
            names = "--teacher",
            paramLabel = "NAME",
            split = ",",
            converter = TeacherConverter.class,
            completionCandidates = TeacherConverter.Names.class,
            description =
                    "Also other slate decoders, each with the student it teaches; several by"
                            + " commas: ${COMPLETION-CANDIDATES}.")
    List<TeacherKind> teachers = List.of();

    @Option(
            names = "--rankings",
            paramLabel = "FILE.jsonl",
            description =
                    "Writes the slate of every ranker for every test list, a line of JSON each:"
                            + " list_id, ranker (as in the table), seed (its training, from 1),"
                            + " items (best first, at most 10); gzip by extension.")
    @Nullable Path rankings;

    /** Whether lists are to be evaluated, not events. */
    boolean asked() {
        return lists != null || simulated.asked();
    }

    /** Whose lists they are. */
    EvaluationKind kind() {
        if (lists != null) {
            return EvaluationKind.LISTS;
        }
        return simulated.online() ? EvaluationKind.LOOP : EvaluationKind.SIMULATED_LISTS;
    }

    /** Refuses what does not go together. */
    void check(CommandSpec spec, @Nullable Path events) {
        if (events != null || (lists != null && simulated.asked())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The inputs of riffle evaluate must be one of --events, --lists and"
                            + " --simulated-lists.");
        }
        simulated.check(spec);
        ArgumentRules.atLeast(spec, "seeds", "--seeds", seeds, 1);
        ArgumentRules.atLeast(spec, "epochs", "--list-epochs", epochs, 1);
        ArgumentRules.atLeast(spec, "width", "--list-width", width, 2);
        ArgumentRules.atLeast(spec, "layers", "--list-layers", layers, 0);
        ArgumentRules.within(spec, "distillation", "--list-distillation", distillation, 0, 1);
        if (rankings != null && overwrites(rankings)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The file (" + rankings + ") of --rankings must not be one that is read.");
        }
        if (!(tail >= 0 && tail < 1)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The tail (" + tail + ") of --list-tail must be a share below 1.");
        }
    }

    private boolean overwrites(Path file) {
        for (Path read : new Path[] {lists, items, users}) {
            try {
                if (read != null && Files.exists(file) && Files.isSameFile(read, file)) {
                    return true;
                }
            } catch (IOException e) {
                // Whoever reads it says so better.
            }
        }
        return false;
    }

    /** The catalogue that the job would know; empty where no file is given. */
    List<Item> catalogue(SideFiles files) throws IOException {
        return items == null ? List.of() : files.items(items);
    }

    /** The lists asked for. */
    ListSource source(SideFiles files) throws IOException {
        return lists != null ? ListSource.read(lists, items, users, files) : simulated.source();
    }
}
