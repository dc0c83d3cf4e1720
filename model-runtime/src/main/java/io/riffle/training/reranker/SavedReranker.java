package io.riffle.training.reranker;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.PublishedRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.psad.PsadArtifact;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.state.StateParts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A reranker's training as bytes of the trainer's state: its config, what it knows of items, and
 * what training goes on from. The rows of items are the backbone's and lie in its artifact.
 */
final class SavedReranker {
    private static final int MAX_CONFIG = 1 << 24;

    private SavedReranker() {}

    static void write(DataOutput out, RerankerTrainingState parts) throws IOException {
        ItemTable items = parts.items();
        PsadArtifact artifact =
                new PsadArtifact(parts.config(), items.size(), parts.options().teacher(), true);
        StateParts.writeBytes(out, StateParts.JSON.writeValueAsBytes(artifact.toJson()));
        out.writeInt(items.itemIds().size());
        for (String itemId : items.itemIds()) {
            out.writeUTF(itemId);
        }
        StateParts.writeFloats(out, items.categories());
        StateParts.writeFloats(out, items.logCounts());
        StateParts.writeFloats(out, items.firstSeenDays());
        new RerankerWarmStart(parts).write(out);
    }

    /**
     * @throws IOException when it was written with another distillation
     */
    static RerankerTrainer read(DataInput in, RerankerOptions options, LoadedModel backbone)
            throws IOException {
        PsadArtifact artifact =
                PsadArtifact.of(StateParts.JSON.readTree(StateParts.readBytes(in, MAX_CONFIG)));
        if (artifact.teacher() != options.teacher()) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "The teacher (%s) of the saved reranker must be as its distillation"
                                + " asks.%nMaybe restore with the distillation it was saved with.",
                            artifact.teacher() ? "trained" : "none"));
        }
        ItemTable items = items(in, artifact);
        RerankerTrainer trainer =
                new RerankerTrainer(
                        artifact.config(), items, PublishedRows.inOrder(backbone, items), options);
        try {
            new RerankerWarmStart(trainer.parts()).read(in);
            return trainer;
        } catch (IOException | RuntimeException | Error e) {
            trainer.close();
            throw e;
        }
    }

    private static ItemTable items(DataInput in, PsadArtifact artifact) throws IOException {
        int count = StateParts.count("items", in.readInt(), artifact.items());
        List<String> itemIds = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            itemIds.add(in.readUTF());
        }
        int rows = artifact.items();
        PsadConfig config = artifact.config();
        return ItemTable.of(
                itemIds,
                config.columns(),
                StateParts.readFloats(in, rows * config.columns().itemCategories()),
                StateParts.readFloats(in, rows),
                StateParts.readFloats(in, rows));
    }
}
