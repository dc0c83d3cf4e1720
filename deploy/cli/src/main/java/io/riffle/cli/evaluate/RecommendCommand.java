package io.riffle.cli.evaluate;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import io.riffle.lab.files.HistoryFile;
import io.riffle.lab.files.HistoryLine;
import io.riffle.lab.oracle.HistoryScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle recommend}: scores histories with a backbone, offline. */
@Command(
        name = "recommend",
        description = {
            "Scores histories with a backbone, offline; no broker takes part.",
            "Input, one JSON object a line, times in seconds, ids and times text or numbers:",
            "  {\"user_id\":\"u\",\"events\":[{\"item_id\":\"i\",\"time\":978300019}],\"query_time\":978300055}",
            "Output, a line for a line:",
            "  {\"user_id\":\"u\",\"items\":[{\"item_id\":\"i\",\"score\":0.83}]}",
        })
public final class RecommendCommand implements Callable<Integer> {

    /** Histories scored together: enough to fill the processor, few enough to show progress. */
    private static final int BUNDLE = 32;

    @Spec private CommandSpec spec;

    @Option(
            names = {"--store", "--model"},
            required = true,
            paramLabel = "DIR",
            description = "Artifact directory, or a store (its newest backbone).")
    private String model = "";

    @Option(
            names = "--history",
            required = true,
            paramLabel = "FILE.jsonl",
            description = "Histories; gzip by extension.")
    private Path history = Path.of("");

    @Option(
            names = "--top",
            paramLabel = "K",
            description = "Items per history (default: ${DEFAULT-VALUE}).")
    private int top = 10;

    @Option(names = "--keep-seen", description = "Items of the history may be recommended again.")
    private boolean keepSeen;

    private final Console console;

    RecommendCommand(Console console) {
        this.console = console;
    }

    /** Accepted like everywhere; the output is lines of JSON without it, too. */
    @Option(names = "--json", description = "Changes nothing: the output is JSON.")
    void json(boolean asked) {}

    @Override
    public Integer call() throws IOException {
        ArgumentRules.atLeast(spec, "number of items", "--top", top, 1);
        LoadedModel backbone = ModelStore.backbone(model);
        try (HistoryFile file = HistoryFile.open(history);
                HistoryScorer scorer = new HistoryScorer(backbone, top, keepSeen)) {
            List<HistoryLine> bundle = new ArrayList<>(BUNDLE);
            long done = 0;
            for (HistoryLine line = file.next(); line != null; line = file.next()) {
                bundle.add(line);
                done++;
                if (bundle.size() == BUNDLE) {
                    scorer.score(bundle).forEach(console::result);
                    bundle.clear();
                    console.live(done + " histories");
                }
            }
            scorer.score(bundle).forEach(console::result);
            if (done == 0) {
                throw new CommandException(
                        "The histories (0) of " + history + " must be at least 1.");
            }
            if (scorer.empty() > 0) {
                console.note(
                        scorer.empty()
                                + " of "
                                + done
                                + " histories hold no item that the backbone knows; they get none");
            }
        }
        return 0;
    }
}
