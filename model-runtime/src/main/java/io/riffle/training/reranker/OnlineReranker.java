package io.riffle.training.reranker;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.PublishedRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.psad.PsadArtifact;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.lists.ListSample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A reranker that learns from the stream, teacher and student together, over the item rows of one
 * published backbone. When the next one is published it goes on over that one's rows: its own
 * weights, moments and steps stay.
 *
 * <p><b>State</b>: a {@link RerankerTrainer}, and which backbone it reads; owned by one thread.
 */
public final class OnlineReranker implements AutoCloseable {
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
                        goingOn(artifact.config()),
                        items,
                        PublishedRows.inOrder(backbone, items),
                        settings.options());
        try {
            new RerankerWarmStart(trainer.parts()).from(published.tensors());
            return new OnlineReranker(settings, trainer, backbone);
        } catch (RuntimeException | Error e) {
            trainer.close();
            throw e;
        }
    }

    /**
     * What an older one does not have starts at zero: nothing changes at first. Terms that it has
     * keep their shape.
     */
    private static PsadConfig goingOn(PsadConfig older) {
        return older.listContext()
                ? older.withCrosses(true)
                : older.withListContext(true).withPlacesApart(true).withCrosses(true);
    }

    /** The same over the rows of another published backbone; this one is closed. */
    public OnlineReranker over(LoadedModel next, ItemTable items) {
        RerankerTrainer goingOn = trainer.over(items, PublishedRows.inOrder(next, items));
        trainer.close();
        return new OnlineReranker(settings, goingOn, next);
    }

    /** What is read about items and users. */
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

    /** All candidates as the student's slates have them, with the weights that are served. */
    public int[][] readOut(List<ListSample> lists) {
        return trainer.readOut(lists);
    }

    /** How a slot is examined, over the first one, as far as is known. */
    public double examination(int slot) {
        return trainer.parts().curve().examination(slot);
    }

    /** What would be served: config and tensors. */
    public RerankerArtifacts.Served served() {
        return new RerankerArtifacts(trainer.parts()).served();
    }

    /** Items of its rows 1, 2, ... */
    public List<String> itemIds() {
        return trainer.parts().items().itemIds();
    }

    /** Writes what {@link #read} goes on from; the backbone's rows are not among it. */
    public void write(DataOutput out) throws IOException {
        SavedReranker.write(out, trainer.parts());
    }

    /**
     * Goes on where another one stopped, over the rows of the same published backbone.
     *
     * @throws IOException when the bytes are no reranker's, or one's of another distillation
     */
    public static OnlineReranker read(DataInput in, RerankerSettings settings, LoadedModel backbone)
            throws IOException {
        return new OnlineReranker(
                settings, SavedReranker.read(in, settings.options(), backbone), backbone);
    }

    @Override
    public void close() {
        trainer.close();
    }
}
