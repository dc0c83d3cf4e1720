package io.riffle.job.operator;

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

/**
 * Says what the job must answer, one click at a time, with lists and sets and no state backend:
 * contracts, "What happens to a click", and nothing else.
 */
final class Oracle {

    private final int maxEvents;
    private final Map<String, Known> users = new HashMap<>();
    private final Set<String> withdrawn = new HashSet<>();
    private long backboneVersion;
    private int duplicates;
    private int late;

    /** What must be answered; the items of a POPULAR answer are not foretold. */
    record Expected(String recommendationId, Tier tier, List<String> items, long version) {

        static Expected of(Recommendation answer) {
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
    }

    Oracle(int maxEvents, long backboneVersion) {
        this.maxEvents = maxEvents;
        this.backboneVersion = backboneVersion;
    }

    int duplicates() {
        return duplicates;
    }

    int late() {
        return late;
    }

    void swap(long version) {
        backboneVersion = version;
    }

    void withdraw(String itemId) {
        withdrawn.add(itemId);
    }

    void restore(String itemId) {
        withdrawn.remove(itemId);
    }

    /** Item ids of a user's history, in order. */
    List<String> history(String userId) {
        return users.get(userId).history.stream().map(Kept::itemId).toList();
    }

    /** The answer to a click; none when it is a duplicate. */
    List<Expected> click(ClickEvent click) {
        Known user = users.computeIfAbsent(click.userId(), id -> new Known());
        if (user.dislikes.containsKey(click.eventId())
                || user.history.stream().anyMatch(k -> k.eventId.equals(click.eventId()))) {
            duplicates++;
            return List.of();
        }
        if (click.action() == Action.DISLIKE) {
            user.dislikes.put(click.eventId(), click.itemId());
        } else {
            enter(user, click);
        }
        hop(user);
        return List.of(answer(user, click));
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
            user.windowStart = Math.max(0, user.windowStart - 1);
        }
    }

    private static void hop(Known user) {
        while (knownFrom(user, user.windowStart) > FakeModel.MAX_HISTORY) {
            int dropped = 0;
            while (dropped < FakeModel.HOP) {
                dropped += FakeModel.knows(user.history.get(user.windowStart++).itemId) ? 1 : 0;
            }
        }
    }

    private static int knownFrom(Known user, int start) {
        int known = 0;
        for (Kept kept : user.history.subList(start, user.history.size())) {
            known += FakeModel.knows(kept.itemId) ? 1 : 0;
        }
        return known;
    }

    private Expected answer(Known user, ClickEvent click) {
        Set<String> excluded = new LinkedHashSet<>(user.dislikes.values());
        excluded.addAll(withdrawn);
        List<FakeModel.Event> window = new ArrayList<>();
        long newest = Long.MIN_VALUE;
        for (int i = 0; i < user.history.size(); i++) {
            Kept kept = user.history.get(i);
            excluded.add(kept.itemId);
            newest = kept.time;
            if (i >= user.windowStart) {
                window.add(new FakeModel.Event(kept.itemId, kept.time));
            }
        }
        List<String> items =
                backboneVersion == 0
                        ? List.of()
                        : FakeModel.slate(
                                window,
                                Math.max(click.eventTime(), newest),
                                excluded,
                                backboneVersion,
                                0,
                                FakeModel.SLATE);
        return new Expected(
                Ids.recommendationId(click.userId(), click.eventId()),
                items.isEmpty() ? Tier.POPULAR : Tier.GENERATOR_ONLY,
                items,
                items.isEmpty() ? 0 : backboneVersion);
    }
}
