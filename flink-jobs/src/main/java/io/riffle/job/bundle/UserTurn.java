package io.riffle.job.bundle;

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
import io.riffle.schema.Ids;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Query;
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
public final class UserTurn {

    private final User user;
    private final boolean guest;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final TurnParts parts;
    private final List<Impression> seen = new ArrayList<>(0);
    private final List<Request> overBudget = new ArrayList<>(0);

    private record Waiting(Asking asking, long order) {}

    /**
     * @param guest whether nothing is kept of the user
     */
    UserTurn(User user, boolean guest) {
        this.user = user;
        this.guest = guest;
        this.parts = new TurnParts(user, guest);
    }

    /** Whether nothing is kept of the user. */
    public boolean guest() {
        return guest;
    }

    public User user() {
        return user;
    }

    void add(Asking asking, long order) {
        waiting.add(new Waiting(asking, order));
    }

    /** What is to be answered, after {@link #advance}. */
    public List<TurnPart> parts() {
        return parts.all();
    }

    /** What the user has seen, after {@link #advance}. */
    public List<Impression> seen() {
        return seen;
    }

    /** Requests that get no slate, after {@link #advance}. */
    public List<Request> overBudget() {
        return overBudget;
    }

    /**
     * Brings the clicks into the user's state and makes queries of them and of the requests.
     *
     * @param wishes what requests come to
     * @param now processing time, epoch ms
     */
    public void advance(@Nullable Inference inference, Intake intake, Wishes wishes, long now) {
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
            seen.add(new Impression(event, received, order, user));
            return;
        }
        if (parts.names(user.history()) && comesLate(event)) {
            user.splitHistory();
        }
        boolean robot = user.isRobot(intake.people(), received);
        if (robot) {
            intake.fates().robot();
        }
        boolean first = !user.history().containsItem(event.itemId());
        first &= intake.enter(user, event, hash);
        if (inference != null) {
            user.history().moveWindow(inference.windowStart(user.history()));
        }
        if (intake.tooOld(event, received)) {
            intake.fates().tooOld();
        } else if (user.pays(intake.budget(), received)) {
            long time = Math.max(event.eventTime(), user.history().newestTime());
            String id = Ids.recommendationId(event.userId(), event.eventId());
            Query query = parts.query(id, time, user.disliked(), wishes.ofClick(time));
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
        Query query = parts.query(id, time, excluded, asked.wish());
        ask(request, received, order, query, false, false, asked);
    }

    private boolean comesLate(ClickEvent event) {
        return event.action() != Action.DISLIKE && event.eventTime() < user.history().newestTime();
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
        parts.add(
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
