package io.riffle.job.testing;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Ids;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Answer;
import io.riffle.serving.Query;
import io.riffle.serving.Recommender;
import io.riffle.serving.ServingOptions;
import io.riffle.serving.Turn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the models of given versions say to a click, one click at a time: each pair of versions has
 * a {@link Recommender} of its own that caches nothing, was never swapped, and answers from the
 * history alone.
 */
public final class VersionedReference implements AutoCloseable {

    private final ModelStore store;
    private final ServingOptions options;
    private final int maxEvents;
    private final Map<List<Long>, Recommender> recommenders = new HashMap<>();
    private final Map<String, Known> users = new TreeMap<>();
    private final Set<String> withdrawn = new HashSet<>();

    private static final class Known {
        private final UserHistory history;
        private final Set<String> disliked = new HashSet<>();
        private final Set<Long> dislikes = new HashSet<>();

        private Known(int maxEvents) {
            history = UserHistory.empty(maxEvents);
        }
    }

    public VersionedReference(ModelStore store, ServingOptions options, int maxEvents) {
        this.store = store;
        this.options = options.withCacheBytes(0);
        this.maxEvents = maxEvents;
    }

    public void withdraw(String itemId) {
        withdrawn.add(itemId);
    }

    public void restore(String itemId) {
        withdrawn.remove(itemId);
    }

    /** Forgets users and withdrawn items; the recommenders stay. */
    public void startAnew() {
        users.clear();
        withdrawn.clear();
    }

    /** Whether the click is one that was seen before: it has no answer. */
    public boolean repeats(ClickEvent click) {
        Known user = user(click);
        long hash = Ids.eventHash(click.eventId());
        return user.history.containsEvent(hash) || user.dislikes.contains(hash);
    }

    /** The click enters the user's history, and is answered. */
    public Answer answer(ClickEvent click, long backbone, long reranker) {
        Recommender models = models(backbone, reranker);
        Known user = user(click);
        UserHistory history = user.history;
        long hash = Ids.eventHash(click.eventId());
        if (click.action() == Action.DISLIKE) {
            user.disliked.add(click.itemId());
            user.dislikes.add(hash);
        } else {
            history.add(click.itemId(), click.eventTime(), click.action(), hash);
        }
        history.moveWindow(models.windowStart(history));
        Query query =
                new Query(
                        "r",
                        history.firstSequence(),
                        history.windowStart(),
                        history.endSequence(),
                        Math.max(click.eventTime(), history.newestTime()),
                        Set.copyOf(user.disliked));
        return models.recommend(List.of(new Turn(click.userId(), history, null, List.of(query))))
                .get(0)
                .get(0);
    }

    @Override
    public void close() {
        recommenders.values().forEach(Recommender::close);
    }

    private Known user(ClickEvent click) {
        return users.computeIfAbsent(click.userId(), id -> new Known(maxEvents));
    }

    /** The recommender of two versions, without the items that are withdrawn now. */
    private Recommender models(long backbone, long reranker) {
        Recommender models =
                recommenders.computeIfAbsent(List.of(backbone, reranker), this::loaded);
        for (String itemId : store.get(ModelUpdate.BACKBONE, backbone).vocabulary().itemIds()) {
            if (withdrawn.contains(itemId)) {
                models.withdraw(itemId);
            } else {
                models.restore(itemId);
            }
        }
        return models;
    }

    private Recommender loaded(List<Long> versions) {
        @Nullable LoadedModel reranker =
                versions.get(1) == 0 ? null : store.get(ModelUpdate.RERANKER, versions.get(1));
        return new Recommender(store.get(ModelUpdate.BACKBONE, versions.get(0)), reranker, options);
    }
}
