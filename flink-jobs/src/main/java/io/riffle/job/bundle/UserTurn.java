package io.riffle.job.recommend;

import io.riffle.job.ask.Asked;
import io.riffle.job.ask.Wishes;
import io.riffle.job.inference.Inference;
import io.riffle.job.state.UserInput.Asking;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.user.ReadClock;
import io.riffle.job.user.User;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Dislikes.Dislike;
import io.riffle.schema.Ids;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.history.UserHistory;
import io.riffle.schema.history.UserHistory.Added;
import io.riffle.serving.Query;
import io.riffle.serving.Turn;
import io.riffle.serving.Wish;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One user's clicks and requests in a bundle, in order of arrival.
 *
 * <p>All of them are answered in one inference, each from the history as it was just after it. A
 * click that comes late shifts the sequences that the queries before it name: from there on the
 * user goes on with a copy of the history, and those queries keep the one that they know.
 */
final class UserTurn {

    private final User user;
    private final boolean guest;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>(0);
    private final List<Request> overBudget = new ArrayList<>(0);

    private record Waiting(Asking asking, long order) {}

    /**
     * An impression.
     *
     * @param received epoch ms
     * @param order of arrival in this subtask
     */
    record Seen(ClickEvent event, long received, long order, User user) {}

    /** Clicks and requests whose queries name sequences of one history. */
    record Part(UserHistory history, List<Ask> asks) {}

    /**
     * @param guest whether nothing is kept of the user
     */
    UserTurn(User user, boolean guest) {
        this.user = user;
        this.guest = guest;
    }

    /** Whether nothing is kept of the user. */
    boolean guest() {
        return guest;
    }

    User user() {
        return user;
    }

    void add(Asking asking, long order) {
        waiting.add(new Waiting(asking, order));
    }

    /** What is to be answered, after {@link #advance}. */
    List<Part> parts() {
        return parts;
    }

    /** What the user has seen, after {@link #advance}. */
    List<Seen> seen() {
        return seen;
    }

    /** Requests that get no slate, after {@link #advance}. */
    List<Request> overBudget() {
        return overBudget;
    }

    /** Some of the clicks as the models see them. */
    Turn turn(Part part) {
        List<Query> queries = new ArrayList<>(part.asks.size());
        for (Ask ask : part.asks) {
            queries.add(ask.query());
        }
        boolean current = !guest && part.history == user.history();
        return new Turn(user.userId, part.history, user.profile(), queries, current);
    }

    /**
     * Brings the clicks into the user's state and makes queries of them and of the requests.
     *
     * @param wishes what requests come to
     * @param now processing time, epoch ms
     */
    void advance(@Nullable Inference inference, Intake intake, Wishes wishes, long now) {
        while (!waiting.isEmpty()) {
            Waiting next = waiting.poll();
            if (next.asking instanceof Click click) {
                clicked(click, next.order, inference, intake, wishes, now);
            } else if (next.asking instanceof Request request) {
                if (guest && inference != null) {
                    user.history().moveWindow(inference.windowStart(user.history()));
                }
                requested(request, next.order, intake, wishes, now);
            }
        }
    }

    private void clicked(
            Click click,
            long order,
            @Nullable Inference inference,
            Intake intake,
            Wishes wishes,
            long now) {
        ClickEvent event = click.event();
        long hash = Ids.eventHash(event.eventId());
        if (user.knowsEvent(hash)) {
            intake.fates().duplicate();
            return;
        }
        long received = ReadClock.received(click.receivedTime(), now);
        user.read(received, click.partition());
        if (!intake.actions().answered(event.action())) {
            intake.fates().impression();
            seen.add(new Seen(event, received, order, user));
            return;
        }
        if (asked(user.history()) && comesLate(event)) {
            user.splitHistory();
        }
        boolean robot = user.isRobot(intake.people(), received);
        if (robot) {
            intake.fates().robot();
        }
        boolean first = !user.history().containsItem(event.itemId());
        first &= enter(event, hash, intake);
        if (inference != null) {
            user.history().moveWindow(inference.windowStart(user.history()));
        }
        if (intake.tooOld(event, received)) {
            intake.fates().tooOld();
        } else if (user.pays(intake.budget(), received)) {
            long time = Math.max(event.eventTime(), user.history().newestTime());
            String id = Ids.recommendationId(event.userId(), event.eventId());
            Query query = query(id, time, user.disliked(), wishes.ofClick(time));
            ask(click, received, order, query, robot, first, null);
        } else {
            intake.fates().overBudget();
        }
    }

    private void requested(Request request, long order, Intake intake, Wishes wishes, long now) {
        SlateRequest what = request.request();
        long received = ReadClock.received(request.receivedTime(), now);
        if (!guest && !user.served.pays(intake.requests(), received)) {
            overBudget.add(request);
            return;
        }
        long time = Math.max(what.requestTime(), user.history().newestTime());
        String id = Ids.requestedId(what.userId(), what.requestId());
        Asked asked = wishes.of(request, user, time, id);
        Set<String> excluded = user.disliked();
        if (!asked.excluded().isEmpty()) {
            excluded = new HashSet<>(excluded);
            excluded.addAll(asked.excluded());
        }
        Query query = query(id, time, excluded, asked.wish());
        ask(request, received, order, query, false, false, asked);
    }

    private boolean asked(UserHistory history) {
        return !parts.isEmpty() && parts.get(parts.size() - 1).history == history;
    }

    private boolean comesLate(ClickEvent event) {
        return event.action() != Action.DISLIKE && event.eventTime() < user.history().newestTime();
    }

    /** Whether the click is in the history now. */
    private boolean enter(ClickEvent event, long hash, Intake intake) {
        if (event.action() == Action.DISLIKE) {
            user.dislike(
                    new Dislike(event.itemId(), event.eventTime(), hash), intake.maxDislikes());
            return false;
        }
        Added added = user.history().add(event.itemId(), event.eventTime(), event.action(), hash);
        switch (added) {
            case APPENDED -> {}
            case INSERTED -> intake.fates().inserted();
            case TOO_OLD -> intake.fates().late();
        }
        return added != Added.TOO_OLD;
    }

    private Query query(String recommendationId, long time, Set<String> excluded, Wish wish) {
        UserHistory history = user.history();
        return new Query(
                recommendationId,
                history.firstSequence(),
                history.windowStart(),
                history.endSequence(),
                time,
                excluded,
                wish);
    }

    private void ask(
            Asking asking,
            long received,
            long order,
            Query query,
            boolean robot,
            boolean first,
            @Nullable Asked asked) {
        UserHistory history = user.history();
        if (!asked(history)) {
            parts.add(new Part(history, new ArrayList<>(4)));
        }
        parts.get(parts.size() - 1)
                .asks
                .add(
                        new Ask(
                                asking,
                                received,
                                order,
                                user,
                                history,
                                query,
                                history.arrivals(),
                                robot,
                                first,
                                asked));
    }
}
