package io.riffle.lab.loop;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.Ids;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Tier;
import io.riffle.schema.UserProfile;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Proposal;
import io.riffle.serving.Query;
import io.riffle.serving.SlateOrder;
import io.riffle.serving.Turn;
import io.riffle.serving.slate.Exploration;
import io.riffle.serving.slate.SlatePolicy;
import io.riffle.training.lists.ListSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second stage behind the first stage of a simulated world: the newest published reranker, the
 * first stage's order before there is one.
 *
 * <p><b>State</b>: the newest models.
 */
final class ServedSlates implements AutoCloseable {
    private static final String DEVICE = "cpu";

    private final ModelStore store;
    private final SlatePolicy policy;
    private @Nullable LoadedModel backbone;
    private @Nullable LoadedModel reranker;
    private SlateOrder order = SlateOrder.alone(null, null, DEVICE);

    /**
     * Nothing is published yet.
     *
     * @param store that announcements are about
     * @param slots of a slate
     */
    ServedSlates(ModelStore store, int slots, Exploration exploration) {
        this.store = store;
        this.policy = new SlatePolicy(slots, exploration);
    }

    /** Serves what was announced from now on. */
    void serve(List<ModelUpdate> updates) {
        for (ModelUpdate update : updates) {
            LoadedModel model = store.get(update.model(), update.version());
            if (update.model().equals(ModelUpdate.BACKBONE)) {
                backbone = model;
            } else {
                reranker = model;
            }
        }
        if (!updates.isEmpty()) {
            order.close();
            order = SlateOrder.alone(reranker, backbone, DEVICE);
        }
    }

    long backboneVersion() {
        return backbone == null ? 0 : backbone.version();
    }

    /** 0 while the first stage's order is served. */
    long rerankerVersion() {
        return order.version();
    }

    Tier tier() {
        return order.tier();
    }

    /** The slate of a request, as it is answered. */
    SlatePolicy.Shown slate(ListSample asked) {
        return policy.show(
                asked.listId(), order.score(List.of(proposal(asked, candidates(asked)))).get(0));
    }

    /** What the first stage proposes. */
    static List<Candidate> candidates(ListSample asked) {
        List<Candidate> candidates = new ArrayList<>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            candidates.add(new Candidate(asked.candidates()[i], asked.scores()[i], new float[0]));
        }
        return candidates;
    }

    private static Proposal proposal(ListSample asked, List<Candidate> candidates) {
        UserHistory history = UserHistory.empty(Math.max(1, asked.history().length));
        for (int n = 0; n < asked.history().length; n++) {
            history.add(
                    asked.history()[n],
                    1_000 * asked.historySeconds()[n],
                    Action.CLICK,
                    Ids.eventHash(asked.listId() + '/' + n));
        }
        Query query =
                new Query(
                        asked.listId(),
                        history.firstSequence(),
                        history.firstSequence(),
                        history.endSequence(),
                        1_000 * asked.seconds(),
                        Set.of());
        Turn turn =
                new Turn(
                        asked.userId(),
                        history,
                        new UserProfile(asked.userId(), asked.profile(), 0),
                        List.of(query));
        return new Proposal(turn, query, candidates);
    }

    @Override
    public void close() {
        order.close();
    }
}
