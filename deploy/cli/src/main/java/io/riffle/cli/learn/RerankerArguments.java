package io.riffle.cli.learn;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.store.ModelStore;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.Checked;
import io.riffle.lab.console.Console;
import io.riffle.lab.files.SideFiles;
import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.pretraining.GeneratedLists;
import io.riffle.training.pretraining.RerankerPretraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the reranker that {@code pretrain} trains on the backbone it has just published. */
final class RerankerArguments implements Checked {
    private static final int CANDIDATES = 50;
    private static final int FEWEST = 50;

    @Option(
            names = "--reranker",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Train a reranker on the backbone as well (default: yes).")
    private boolean wanted;

    @Option(
            names = "--lists",
            paramLabel = "FILE",
            description =
                    "CSV of shown lists for the reranker (default: lists made from the events, the"
                            + " generator's first 50 before a click).")
    private @Nullable Path lists;

    @Option(
            names = "--reranker-lists",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Lists made from the events (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--reranker-epochs",
            paramLabel = "N",
            defaultValue = "4",
            description = "Passes over the lists (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--items",
            paramLabel = "FILE",
            description = "CSV of item_id and genres or category, read by the reranker.")
    private @Nullable Path items;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "CSV of user_id and categorical columns, read by the reranker.")
    private @Nullable Path users;

    /** Reads the files that are given. */
    RerankerInputs read(SideFiles files) throws IOException {
        return RerankerInputs.read(files, items, users, lists);
    }

    @Override
    public void check() {
        ArgumentRules.require("number of epochs", epochs, "--reranker-epochs", 1);
        ArgumentRules.require("number of lists", count, "--reranker-lists", 0);
    }

    /**
     * Trains and publishes a reranker; says why when there is too little to learn from.
     *
     * @return its manifest, or null when none was trained
     */
    @Nullable Manifest train(
            ModelStore store,
            LoadedModel backbone,
            Interactions interactions,
            RerankerInputs inputs,
            int heldOut,
            Console console)
            throws IOException {
        if (!wanted) {
            return null;
        }
        List<ListSample> shown = inputs.lists();
        List<ListSample> samples =
                shown == null ? generated(backbone, interactions, inputs, heldOut, console) : shown;
        if (samples.size() < FEWEST) {
            console.note(
                    "no reranker: "
                            + samples.size()
                            + " lists, at least "
                            + FEWEST
                            + " are needed");
            return null;
        }
        return new RerankerPretraining(backbone, interactions, inputs.categories())
                .publish(samples, epochs, RerankerOptions.defaults(1), store);
    }

    private List<ListSample> generated(
            LoadedModel backbone,
            Interactions interactions,
            RerankerInputs inputs,
            int heldOut,
            Console console) {
        try (BackboneScorer generator = BackboneScorer.of(backbone, "cpu")) {
            GeneratedLists source =
                    new GeneratedLists(generator, interactions, inputs.profiles(), CANDIDATES);
            List<ListSample> drawn = source.draw(count, heldOut, 1);
            console.note(
                    drawn.size()
                            + " lists for the reranker: the generator found "
                            + drawn.size()
                            + " of "
                            + source.asked()
                            + " clicks");
            return drawn;
        }
    }
}
