package io.riffle.training.reranker;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.PublishedRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.psad.PsadArtifact;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.state.StateParts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A reranker that learns from the stream, teacher and student together, over the item rows of one
 * published backbone. When the next one is published it goes on over that one's rows: its own
 * weights, moments and steps stay.
 *
 * <p><b>State</b>: a {@link RerankerTrainer}, and which backbone it reads; owned by one thread.
 */
public final class OnlineReranker implements AutoCloseable {
    private static final int MAX_CONFIG = 1 << 24;

    private final RerankerSettings settings;
    private final RerankerTrainer trainer;
    private final LoadedModel backbone;

    private OnlineReranker(
            RerankerSettings settings, RerankerTrainer trainer, LoadedModel backbone) {
        this.settings = settings;
        this.trainer = trainer;
        this.backbone = backbone;
    }

    /** One with fresh weights. */
    public static OnlineReranker fresh(
            RerankerSettings settings,
            RerankColumns columns,
            ItemTable items,
            LoadedModel backbone) {
        return new OnlineReranker(
                settings,
                new RerankerTrainer(
                        PsadConfig.defaults(columns),
                        items,
                        PublishedRows.inOrder(backbone, items),
                        settings.options()),
                backbone);
    }

    /** One that goes on from a published reranker of this backbone, with a fresh teacher. */
    public static OnlineReranker from(
            RerankerSettings settings, LoadedModel published, LoadedModel backbone) {
        PsadArtifact artifact = PsadArtifact.of(published.config());
        ItemTable items =
                artifact.itemTable(published.vocabulary().itemIds(), published.weights())
                        .with(backbone.vocabulary().itemIds());
        RerankerTrainer trainer =
                new RerankerTrainer(
                        artifact.config(),
                        items,
                        PublishedRows.inOrder(backbone, items),
                        settings.options());
        new RerankerWarmStart(trainer.parts()).from(published.tensors());
        return new OnlineReranker(settings, trainer, backbone);
    }

    /** The same over the rows of another published backbone; this one is closed. */
    public OnlineReranker over(LoadedModel next, ItemTable items) {
        RerankerTrainer goingOn = trainer.over(items, PublishedRows.inOrder(next, items));
        trainer.close();
        return new OnlineReranker(settings, goingOn, next);
    }

    public RerankColumns columns() {
        return trainer.parts().config().columns();
    }

    /** The backbone whose rows are read. */
    public LoadedModel backbone() {
        return backbone;
    }

    /** Optimiser steps taken. */
    public long steps() {
        return trainer.parts().adam().steps();
    }

    /**
     * Takes one or more optimiser steps.
     *
     * @param first lists of which nothing was learned before
     * @param later new labels of lists that were learned before
     * @param again lists learned before
     * @param taught whether the teacher takes part
     * @return mean loss of the steps
     */
    public double learn(
            List<ListSample> first,
            List<ListSample> later,
            List<ListSample> again,
            boolean taught) {
        later.forEach(trainer.parts().curve()::addLater);
        List<ListSample> all = new ArrayList<>(first);
        all.addAll(later);
        all.addAll(again);
        double sum = 0;
        int steps = 0;
        for (int from = 0; from < all.size(); from += settings.stepLists()) {
            int to = Math.min(from + settings.stepLists(), all.size());
            int known = Math.max(from, Math.min(to, first.size()));
            sum += trainer.learn(all.subList(from, known), all.subList(known, to), taught);
            steps++;
        }
        return steps == 0 ? Double.NaN : sum / steps;
    }

    /** The student's score of every candidate, with the weights that are served. */
    public float[][] score(List<ListSample> lists) {
        return trainer.score(lists);
    }

    /** How a slot is examined, over the first one, as far as is known. */
    public double examination(int slot) {
        return trainer.parts().curve().examination(slot);
    }

    /** What would be served: config and tensors. */
    public RerankerArtifacts.Served served() {
        return new RerankerArtifacts(trainer.parts()).served();
    }

    public List<String> itemIds() {
        return trainer.parts().items().itemIds();
    }

    /** Items and their facts as of the newest rows. */
    ItemTable items() {
        return trainer.parts().items();
    }

    PsadConfig config() {
        return trainer.parts().config();
    }

    public void write(DataOutput out) throws IOException {
        ItemTable items = trainer.parts().items();
        PsadArtifact artifact =
                new PsadArtifact(
                        trainer.parts().config(),
                        items.size(),
                        trainer.parts().options().teacher(),
                        true);
        StateParts.writeBytes(out, StateParts.JSON.writeValueAsBytes(artifact.toJson()));
        out.writeInt(items.itemIds().size());
        for (String itemId : items.itemIds()) {
            out.writeUTF(itemId);
        }
        StateParts.writeFloats(out, items.categories());
        StateParts.writeFloats(out, items.logCounts());
        StateParts.writeFloats(out, items.firstSeenDays());
        new RerankerWarmStart(trainer.parts()).write(out);
    }

    /** Goes on where another one stopped, over the rows of the same published backbone. */
    public static OnlineReranker read(DataInput in, RerankerSettings settings, LoadedModel backbone)
            throws IOException {
        PsadArtifact artifact =
                PsadArtifact.of(StateParts.JSON.readTree(StateParts.readBytes(in, MAX_CONFIG)));
        PsadConfig config = artifact.config();
        RerankerOptions options = settings.options();
        if (artifact.teacher() != options.teacher()) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "The teacher (%s) of the saved reranker must be as its distillation"
                                + " asks.%nMaybe restore with the distillation it was saved with.",
                            artifact.teacher() ? "trained" : "none"));
        }
        int count = StateParts.count("items", in.readInt(), artifact.items());
        List<String> itemIds = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            itemIds.add(in.readUTF());
        }
        int rows = artifact.items();
        ItemTable items =
                ItemTable.of(
                        itemIds,
                        config.columns(),
                        StateParts.readFloats(in, rows * config.columns().itemCategories()),
                        StateParts.readFloats(in, rows),
                        StateParts.readFloats(in, rows));
        RerankerTrainer trainer =
                new RerankerTrainer(config, items, PublishedRows.inOrder(backbone, items), options);
        new RerankerWarmStart(trainer.parts()).read(in);
        return new OnlineReranker(settings, trainer, backbone);
    }

    @Override
    public void close() {
        trainer.close();
    }
}
