package io.riffle.training.online;

import io.riffle.model.content.Content;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Item;
import io.riffle.schema.TrainingSample;
import io.riffle.training.samples.FactsOfRequest;
import io.riffle.training.samples.Lesson;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Items that samples and the catalogue name, on their way to a row of the backbone.
 *
 * <p><b>State</b>: those met since the last {@link #admit}; nothing to save right after it.
 */
final class MetItems {
    private final OnlineModels models;
    private final Set<String> waiting = new LinkedHashSet<>();

    MetItems(OnlineModels models) {
        this.models = models;
    }

    /** What the catalogue says about an item. */
    void describe(Item item) {
        models.backbone().items().describe(item.itemId(), Content.of(item));
        models.reranker().facts().there(item.itemId(), Math.floorDiv(item.createdTime(), 1000));
        waiting.add(item.itemId());
    }

    /**
     * A sample with what is known of its candidates now, before its own click counts.
     *
     * @param earlier a revision that knows already; null = there is none
     */
    TrainingSample knows(TrainingSample sample, @Nullable TrainingSample earlier) {
        return FactsOfRequest.kept(sample, earlier, models.reranker().facts());
    }

    /** A lesson that is about to be learned. */
    void taught(Lesson lesson) {
        for (HistoryEvent event : lesson.sample().history()) {
            waiting.add(event.itemId());
        }
        HistoryEvent next = lesson.sample().next();
        if (next != null) {
            waiting.add(next.itemId());
            if (lesson.teachesNext()) {
                long seconds = Math.floorDiv(next.time(), 1000);
                models.reranker().facts().clicked(next.itemId(), seconds);
            }
        }
    }

    /** Gives them rows, all at once: the item table grows as a whole. */
    void admit() {
        if (!waiting.isEmpty()) {
            models.admit(waiting);
            waiting.clear();
        }
    }
}
