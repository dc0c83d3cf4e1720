package io.riffle.cli;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelStore;
import io.riffle.cli.console.Console;
import io.riffle.cli.files.FileList;
import io.riffle.cli.files.ItemFile;
import io.riffle.cli.files.ListFile;
import io.riffle.cli.files.UserFile;
import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import io.riffle.training.BackboneScorer;
import io.riffle.training.GeneratedLists;
import io.riffle.training.Interactions;
import io.riffle.training.ListSample;
import io.riffle.training.RerankerOptions;
import io.riffle.training.RerankerPretraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the reranker that {@code pretrain} trains on the backbone it has just published. */
final class RerankerArguments {
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

    /**
     * Trains and publishes a reranker; says why when there is too little to learn from.
     *
     * @return its manifest, or null when none was trained
     */
    @Nullable Manifest train(
            ModelStore store,
            LoadedModel backbone,
            Interactions interactions,
            int heldOut,
            Console console)
            throws IOException {
        if (!wanted) {
            return null;
        }
        List<ListSample> samples =
                lists == null
                        ? generated(backbone, interactions, heldOut, console)
                        : read(lists, console);
        if (samples.size() < FEWEST) {
            console.note(
                    "no reranker: %d lists, at least %d are needed"
                            .formatted(samples.size(), FEWEST));
            return null;
        }
        return new RerankerPretraining(backbone, interactions, categories())
                .publish(samples, epochs, RerankerOptions.defaults(1), store);
    }

    private List<ListSample> generated(
            LoadedModel backbone, Interactions interactions, int heldOut, Console console)
            throws IOException {
        try (BackboneScorer generator = BackboneScorer.of(backbone, "cpu")) {
            GeneratedLists source =
                    new GeneratedLists(generator, interactions, profiles(), CANDIDATES);
            List<ListSample> drawn = source.draw(count, heldOut, 1);
            console.note(
                    "%d lists for the reranker: the generator found %d of %d clicks"
                            .formatted(drawn.size(), drawn.size(), source.asked()));
            return drawn;
        }
    }

    private List<ListSample> read(Path file, Console console) throws IOException {
        Map<String, Map<String, String>> profiles = profiles();
        List<ListSample> read = new ArrayList<>();
        try (ListFile rows = ListFile.open(file)) {
            for (FileList list = rows.next(); list != null; list = rows.next()) {
                ListSample sample = list.sample();
                read.add(
                        sample.withProfile(
                                profiles.getOrDefault(sample.userId(), sample.profile())));
            }
            if (rows.badRows().count() > 0) {
                console.note(rows.badRows().summary());
            }
        }
        read.sort(Comparator.comparingLong(ListSample::seconds));
        return read;
    }

    private Map<String, List<String>> categories() throws IOException {
        Map<String, List<String>> categories = new HashMap<>();
        if (items != null) {
            try (ItemFile rows = ItemFile.open(items)) {
                for (Item item = rows.next(); item != null; item = rows.next()) {
                    categories.put(item.itemId(), item.categories());
                }
            }
        }
        return categories;
    }

    private Map<String, Map<String, String>> profiles() throws IOException {
        Map<String, Map<String, String>> profiles = new HashMap<>();
        if (users != null) {
            try (UserFile rows = UserFile.open(users)) {
                for (UserProfile user = rows.next(); user != null; user = rows.next()) {
                    profiles.put(user.userId(), user.attributes());
                }
            }
        }
        return profiles;
    }
}
