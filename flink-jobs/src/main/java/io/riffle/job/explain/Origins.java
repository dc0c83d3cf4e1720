package io.riffle.job.explain;

import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.explain.ExplainedItem;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Said;
import io.riffle.serving.Answer;
import io.riffle.serving.Wish;
import io.riffle.serving.slate.Arrangement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the items of a slate came from. */
final class Origins {

    /** Of a slot that shows an item which few have seen. */
    static final String NEW_ITEM = "new item";

    /** Popular, new or any items, where no model has more to show. */
    static final String STREAM = "recent stream";

    private static final String PIN = "pin";
    private static final String GIVEN = "given candidate";
    private static final String NEIGHBOURS = "neighbours of the item";
    private static final String THEN = "first stage of the version that served";

    private final ExplainTask task;
    private final Map<String, List<Said>> sources;
    private final Map<String, RankedItem> said = new HashMap<>();
    private final Map<String, Integer> candidates = new HashMap<>();

    /**
     * @param again what the models say to the same request
     * @param sources of its candidates
     */
    Origins(ExplainTask task, Answer again, Map<String, List<Said>> sources) {
        this.task = task;
        this.sources = sources;
        again.slate().forEach(item -> said.put(item.itemId(), item));
        for (Candidate candidate : task.slate().candidates()) {
            candidates.put(candidate.itemId(), candidates.size());
        }
    }

    /** The first items of the slate. */
    List<ExplainedItem> items() {
        List<String> shown = task.slate().displayed();
        List<ExplainedItem> items = new ArrayList<>();
        for (int i = 0; i < Math.min(shown.size(), Explanation.MOST_ITEMS); i++) {
            items.add(item(shown.get(i), i + 1));
        }
        return items;
    }

    private ExplainedItem item(String itemId, int rank) {
        RankedItem now = said.get(itemId);
        Integer place = candidates.get(itemId);
        float generator = now == null ? 0 : now.generatorScore();
        if (place != null) {
            generator = task.slate().candidates().get(place).generatorScore();
        }
        return new ExplainedItem(
                itemId,
                rank,
                now == null ? 0 : now.score(),
                generator,
                boost(itemId),
                sources(itemId, rank, place));
    }

    private List<Said> sources(String itemId, int rank, @Nullable Integer place) {
        List<Said> proposed = sources.getOrDefault(itemId, List.of());
        if (!proposed.isEmpty()) {
            return proposed;
        }
        Wish wish = task.wish();
        float score = place == null ? 0 : task.slate().candidates().get(place).generatorScore();
        int placed = place == null ? 0 : place + 1;
        return List.of(new Said(name(itemId, rank, place != null, wish), placed, score));
    }

    private String name(String itemId, int rank, boolean candidate, Wish wish) {
        if (!wish.similarTo().isEmpty()) {
            return NEIGHBOURS;
        }
        if (wish.arrangement().pins().stream().anyMatch(pin -> pin.itemId().equals(itemId))) {
            return PIN;
        }
        if (wish.candidates().contains(itemId)) {
            return GIVEN;
        }
        if (candidate) {
            return THEN;
        }
        boolean last = rank == task.slate().displayed().size();
        boolean drawn = !task.slate().propensities().isEmpty();
        return last && drawn ? NEW_ITEM : STREAM;
    }

    private float boost(String itemId) {
        float boost = 0;
        for (Arrangement.Boost one : task.wish().arrangement().boosts()) {
            boost += one.where().contains(itemId) ? one.by() : 0;
        }
        return boost;
    }
}
