package io.riffle.cli.evaluate;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.cli.arguments.ActionArguments;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.Checked;
import io.riffle.cli.arguments.EventFileArguments;
import io.riffle.cli.arguments.InteractionFile;
import io.riffle.cli.arguments.UnreadOptions;
import io.riffle.lab.console.Console;
import io.riffle.lab.files.SideFiles;
import io.riffle.training.dataset.Interactions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code riffle evaluate}: the quality of a backbone beside two baselines, or of a reranker beside
 * its baselines, from one file.
 */
@Command(
        name = "evaluate",
        description =
                "Ranks the events of a file with a backbone, or its lists with rerankers, beside"
                        + " baselines of the same run.")
public final class EvaluateCommand implements Checked, Callable<Integer> {
    /** How events are held back from learning. */
    enum Protocol {
        LEAVE_ONE_OUT,
        PREQUENTIAL
    }

    private static final String NO_MODEL = "none";

    @Spec private CommandSpec spec;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "CSV of user_id, item_id, timestamp_seconds, ...; gzip by extension.")
    private @Nullable Path events;

    @Option(
            names = {"--store", "--model"},
            paramLabel = "URI",
            description =
                    "Artifact folder, or a store: its newest backbone. Prequential: none = a"
                            + " backbone that knows nothing. With --lists the rerankers read its"
                            + " item rows (default: none).")
    private @Nullable String model;

    @Option(
            names = "--protocol",
            defaultValue = "LEAVE_ONE_OUT",
            paramLabel = "NAME",
            converter = ProtocolConverter.class,
            description =
                    "leave-one-out: each user's last event; prequential: test, then learn, in time"
                            + " order (default: leave-one-out).")
    private Protocol protocol = Protocol.LEAVE_ONE_OUT;

    @Option(
            names = "--score-from",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description =
                    "Prequential and lists: share of the events or lists before the first scored"
                            + " (default: 0.5).")
    private double scoreFrom;

    @Option(
            names = "--plot",
            paramLabel = "FILE.svg",
            description = "Draws the learning curve: epochs, or stretches of the stream.")
    private @Nullable Path plot;

    @Option(names = "--json", description = "One line of JSON.")
    private boolean json;

    @Mixin private EventFileArguments reading;

    @Mixin private LeaveOneOutArguments leaveOneOut;

    @Mixin private PrequentialArguments prequential;

    @Mixin private OnlineArguments online;

    @Mixin private ActionArguments actions;

    @Mixin private ListArguments lists;

    private final Console console;

    EvaluateCommand(Console console) {
        this.console = console;
        this.reading = new EventFileArguments();
        this.leaveOneOut = new LeaveOneOutArguments();
        this.prequential = new PrequentialArguments();
        this.online = new OnlineArguments();
        this.actions = new ActionArguments();
        this.lists = new ListArguments();
    }

    /** What is about to run reads every option that was given. */
    @Override
    public void check() {
        EvaluationKind kind = EvaluationKind.of(lists, protocol, prequential.learnEvery != null);
        UnreadOptions.refuse(spec, kind::broken);
        if (!(scoreFrom >= 0 && scoreFrom < 1)) {
            throw ArgumentRules.broken(
                    spec, "share", Double.toString(scoreFrom), "--score-from", "be 0 to below 1");
        }
    }

    @Override
    public Integer call() throws IOException {
        if (plot != null) {
            CurvePlot.check(plot);
        }
        if (lists.asked()) {
            lists.check(spec, events);
            if (lists.simulated.online()) {
                return new EvaluateListLoop(console).run(lists.simulated, json);
            }
            try (RankingFile rankings = RankingFile.open(lists.rankings)) {
                SideFiles files = new SideFiles(reading.reading().limit(), console);
                new EvaluateLists(console, lists, rankings)
                        .run(lists.source(files), scoreFrom, backbone(), json);
                rankings.keep();
                return 0;
            }
        }
        lists.simulated.check(spec);
        prequential.check(spec);
        leaveOneOut.check(spec);
        online.check(spec);
        Path file =
                ArgumentRules.given(
                        spec, events, "--events FILE", "--lists FILE or --simulated-lists N");
        switch (protocol) {
            case LEAVE_ONE_OUT -> {
                LoadedModel artifact =
                        ModelStore.backbone(
                                ArgumentRules.given(
                                        spec,
                                        model,
                                        "--store STORE",
                                        "--protocol prequential --learn-every 1000"));
                new EvaluateLeaveOneOut(console, leaveOneOut)
                        .run(
                                artifact,
                                interactions(file, artifact.vocabulary().itemIds()),
                                online.device(),
                                plot,
                                json);
            }
            case PREQUENTIAL -> inTheStream(file);
        }
        return 0;
    }

    private void inTheStream(Path file) throws IOException {
        LoadedModel artifact = backbone();
        if (artifact == null) {
            prequential.checkLearns(spec);
        }
        List<String> vocabulary = artifact == null ? List.of() : artifact.vocabulary().itemIds();
        StreamReport report =
                new StreamReport(
                        new EvaluatePrequential(
                                        console,
                                        prequential,
                                        online,
                                        actions.rules(spec),
                                        lists.catalogue(
                                                new SideFiles(reading.reading().limit(), console)))
                                .run(artifact, interactions(file, vocabulary), scoreFrom));
        if (json) {
            long version = artifact == null ? 0 : artifact.version();
            report.write(version, scoreFrom, prequential.learnEvery, console);
        } else {
            report.print(console);
        }
        report.draw(plot);
    }

    private @Nullable LoadedModel backbone() {
        return model == null || model.equals(NO_MODEL) ? null : ModelStore.backbone(model);
    }

    private Interactions interactions(Path file, List<String> vocabulary) throws IOException {
        return new InteractionFile(file, null, reading.reading(), actions.rules(spec), spec)
                .read(console)
                .over(vocabulary);
    }
}
