package io.riffle.job.testing;

import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Ids;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what the job must answer, one click at a time, with lists and sets and no state backend:
 * contracts, "What happens to a click", and nothing else.
 */
public final class Oracle {

    private final int maxEvents;
    private final Map<String, Known> users = new HashMap<>();
    private final Set<String> withdrawn = new HashSet<>();
    private @Nullable Model model;
    private int duplicates;
    private int impressions;
    private int late;

    /** An event of a history as the models see it. */
    public record Event(String itemId, long time) {}

    /** What the oracle asks of a model: a function of a history, with no memory. */
    public interface Model {
        long version();

        boolean knows(String itemId);

        int maxHistory();

        int hop();

        /** Best first; empty when nothing in the window is known. */
        List<String> slate(
                List<Event> history, int windowStart, long queryTime, Set<String> excluded);
    }

    /** What must be answered; the items of a POPULAR answer are not foretold. */
    public record Expected(String recommendationId, Tier tier, List<String> items, long version) {

        public static Expected of(Recommendation answer) {
            List<String> items = new ArrayList<>();
            answer.items().forEach(item -> items.add(item.itemId()));
            return new Expected(
                    answer.recommendationId(),
                    answer.tier(),
                    answer.tier() == Tier.POPULAR ? List.of() : items,
                    answer.backboneVersion());
        }
    }

    private record Kept(String eventId, String itemId, long time) {}

    private static final class Known {
        private final List<Kept> history = new ArrayList<>();
        private final Map<String, String> dislikes = new HashMap<>();
        private int windowStart;
        private boolean lost;
    }

    public Oracle(int maxEvents, @Nullable Model model) {
        this.maxEvents = maxEvents;
        this.model = model;
    }

    public int duplicates() {
        return duplicates;
    }

    public int impressions() {
        return impressions;
    }

    public int late() {
        return late;
    }

    public void swap(Model newModel) {
        model = newModel;
    }

    public void withdraw(String itemId) {
        withdrawn.add(itemId);
    }

    public void restore(String itemId) {
        withdrawn.remove(itemId);
    }

    /** Item ids of a user's history, in order. */
    public List<String> history(String userId) {
        Known user = users.get(userId);
        return user == null ? List.of() : user.history.stream().map(Kept::itemId).toList();
    }

    /** The answer to a click; none when it is a duplicate, or only says that an item was seen. */
    public List<Expected> click(ClickEvent click) {
        Known user = users.computeIfAbsent(click.userId(), id -> new Known());
        if (user.dislikes.containsKey(click.eventId())
                || user.history.stream().anyMatch(k -> k.eventId.equals(click.eventId()))) {
            duplicates++;
            return List.of();
        }
        if (click.action() == Action.VIEW) {
            impressions++;
            return List.of();
        }
        if (click.action() == Action.DISLIKE) {
            user.dislikes.put(click.eventId(), click.itemId());
        } else {
            enter(user, click);
        }
        if (model == null) {
            return List.of(popular(click));
        }
        hop(user, model);
        return List.of(answer(user, click, model));
    }

    private void enter(Known user, ClickEvent click) {
        List<Kept> history = user.history;
        int at = history.size();
        while (at > 0 && history.get(at - 1).time > click.eventTime()) {
            at--;
        }
        if (at == 0 && history.size() == maxEvents) {
            late++;
            return;
        }
        history.add(at, new Kept(click.eventId(), click.itemId(), click.eventTime()));
        if (at < user.windowStart
                || (at == user.windowStart && at > 0 && at < history.size() - 1)) {
            user.windowStart++;
        }
        if (history.size() > maxEvents) {
            history.remove(0);
            user.lost = true;
            user.windowStart = Math.max(0, user.windowStart - 1);
        }
    }

    private void hop(Known user, Model model) {
        if (user.lost && user.windowStart == 0 && user.history.size() == maxEvents) {
            // A window that would lose its first event with each click hops too.
            int known = knownFrom(user, 0, model);
            if (known > 0) {
                drop(user, model, Math.max(1, known * model.hop() / model.maxHistory()));
            }
        }
        while (knownFrom(user, user.windowStart, model) > model.maxHistory()) {
            drop(user, model, model.hop());
        }
    }

    private static void drop(Known user, Model model, int most) {
        int dropped = 0;
        while (dropped < most) {
            dropped += model.knows(user.history.get(user.windowStart++).itemId) ? 1 : 0;
        }
    }

    private static int knownFrom(Known user, int start, Model model) {
        int known = 0;
        for (Kept kept : user.history.subList(start, user.history.size())) {
            known += model.knows(kept.itemId) ? 1 : 0;
        }
        return known;
    }

    private Expected answer(Known user, ClickEvent click, Model model) {
        Set<String> excluded = new LinkedHashSet<>(user.dislikes.values());
        excluded.addAll(withdrawn);
        List<Event> events = new ArrayList<>();
        long queryTime = click.eventTime();
        for (Kept kept : user.history) {
            excluded.add(kept.itemId);
            queryTime = Math.max(queryTime, kept.time);
            events.add(new Event(kept.itemId, kept.time));
        }
        List<String> items = model.slate(events, user.windowStart, queryTime, excluded);
        return items.isEmpty()
                ? popular(click)
                : new Expected(id(click), Tier.GENERATOR_ONLY, items, model.version());
    }

    private static Expected popular(ClickEvent click) {
        return new Expected(id(click), Tier.POPULAR, List.of(), 0);
    }

    private static String id(ClickEvent click) {
        return Ids.recommendationId(click.userId(), click.eventId());
    }
}
