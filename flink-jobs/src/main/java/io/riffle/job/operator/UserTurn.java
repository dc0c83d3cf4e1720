package io.riffle.job.operator;

import io.riffle.job.state.UserInput.Click;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Dislikes.Dislike;
import io.riffle.schema.Ids;
import io.riffle.schema.UserHistory;
import io.riffle.schema.UserHistory.Added;
import io.riffle.serving.Query;
import io.riffle.serving.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user's clicks in a bundle, in order of arrival.
 *
 * <p>{@link #advance} takes as many of them as one inference can answer: up to the next click that
 * comes late, since inserting it shifts the sequences that the earlier queries name.
 */
final class UserTurn {

    private final User user;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<Ask> asks = new ArrayList<>();

    private record Waiting(Click click, long order, long eventHash) {}

    UserTurn(User user) {
        this.user = user;
    }

    User user() {
        return user;
    }

    void add(Click click, long order) {
        waiting.add(new Waiting(click, order, UserHistory.hash64(click.event().eventId())));
    }

    boolean done() {
        return waiting.isEmpty();
    }

    /** The clicks of this round. */
    List<Ask> asks() {
        return asks;
    }

    /** The round's clicks as the models see them. */
    Turn turn() {
        List<Query> queries = new ArrayList<>(asks.size());
        for (Ask ask : asks) {
            queries.add(ask.query());
        }
        return new Turn(user.userId, user.history, user.profile(), queries);
    }

    /** Brings the next clicks into the user's state and makes their queries. */
    void advance(@Nullable Inference inference, int maxDislikes, RecommendMetrics metrics) {
        asks.clear();
        while (!waiting.isEmpty()) {
            Waiting next = waiting.peek();
            if (user.knowsEvent(next.eventHash)) {
                metrics.duplicate();
                waiting.poll();
                continue;
            }
            if (!asks.isEmpty() && comesLate(next.click.event())) {
                return;
            }
            waiting.poll();
            enter(next, maxDislikes, metrics);
            if (inference != null) {
                user.history.moveWindow(inference.windowStart(user.history));
            }
            asks.add(ask(next));
        }
    }

    private boolean comesLate(ClickEvent event) {
        return event.action() != Action.DISLIKE && event.eventTime() < user.history.newestTime();
    }

    private void enter(Waiting next, int maxDislikes, RecommendMetrics metrics) {
        ClickEvent event = next.click.event();
        if (event.action() == Action.DISLIKE) {
            user.dislike(
                    new Dislike(event.itemId(), event.eventTime(), next.eventHash), maxDislikes);
            return;
        }
        Added added =
                user.history.add(event.itemId(), event.eventTime(), event.action(), next.eventHash);
        switch (added) {
            case APPENDED -> {}
            case INSERTED -> metrics.inserted();
            case TOO_OLD -> metrics.late();
        }
    }

    private Ask ask(Waiting next) {
        UserHistory history = user.history;
        ClickEvent event = next.click.event();
        Query query =
                new Query(
                        Ids.recommendationId(event.userId(), event.eventId()),
                        history.firstSequence(),
                        history.windowStart(),
                        history.endSequence(),
                        Math.max(event.eventTime(), history.newestTime()),
                        user.disliked());
        return new Ask(next.click, next.order, user, query, history.arrivals());
    }
}
