package io.riffle.job.recommend;

import io.riffle.job.inference.Inference;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.user.ReadClock;
import io.riffle.job.user.User;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Dislikes.Dislike;
import io.riffle.schema.Ids;
import io.riffle.schema.history.UserHistory;
import io.riffle.schema.history.UserHistory.Added;
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
 * <p>All of them are answered in one inference, each from the history as it was just after it. A
 * click that comes late shifts the sequences that the queries before it name: from there on the
 * user goes on with a copy of the history, and those queries keep the one that they know.
 */
final class UserTurn {

    private final User user;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>(0);

    private record Waiting(Click click, long order, long eventHash) {}

    /**
     * An impression.
     *
     * @param received epoch ms
     * @param order of arrival in this subtask
     */
    record Seen(ClickEvent event, long received, long order, User user) {}

    /** Clicks whose queries name sequences of one history. */
    record Part(UserHistory history, List<Ask> asks) {}

    UserTurn(User user) {
        this.user = user;
    }

    User user() {
        return user;
    }

    void add(Click click, long order) {
        waiting.add(new Waiting(click, order, Ids.eventHash(click.event().eventId())));
    }

    /** The clicks to answer, after {@link #advance}. */
    List<Part> parts() {
        return parts;
    }

    /** What the user has seen, after {@link #advance}. */
    List<Seen> seen() {
        return seen;
    }

    /** Some of the clicks as the models see them. */
    Turn turn(Part part) {
        List<Query> queries = new ArrayList<>(part.asks.size());
        for (Ask ask : part.asks) {
            queries.add(ask.query());
        }
        boolean current = part.history == user.history();
        return new Turn(user.userId, part.history, user.profile(), queries, current);
    }

    /**
     * Brings the clicks into the user's state and makes their queries.
     *
     * @param now processing time, epoch ms
     */
    void advance(@Nullable Inference inference, Intake intake, long now) {
        while (!waiting.isEmpty()) {
            Waiting next = waiting.poll();
            if (user.knowsEvent(next.eventHash)) {
                intake.fates().duplicate();
                continue;
            }
            long received = ReadClock.received(next.click, now);
            user.read(received, next.click.partition());
            if (!intake.actions().answered(next.click.event().action())) {
                intake.fates().impression();
                seen.add(new Seen(next.click.event(), received, next.order, user));
                continue;
            }
            if (asked(user.history()) && comesLate(next.click.event())) {
                user.splitHistory();
            }
            boolean robot = user.isRobot(intake.people(), received);
            if (robot) {
                intake.fates().robot();
            }
            boolean first = !user.history().containsItem(next.click.event().itemId());
            first &= enter(next, intake);
            if (inference != null) {
                user.history().moveWindow(inference.windowStart(user.history()));
            }
            if (intake.tooOld(next.click.event(), received)) {
                intake.fates().tooOld();
            } else if (user.pays(intake.budget(), received)) {
                ask(next, received, robot, first);
            } else {
                intake.fates().overBudget();
            }
        }
    }

    private boolean asked(UserHistory history) {
        return !parts.isEmpty() && parts.get(parts.size() - 1).history == history;
    }

    private boolean comesLate(ClickEvent event) {
        return event.action() != Action.DISLIKE && event.eventTime() < user.history().newestTime();
    }

    /** Whether the click is in the history now. */
    private boolean enter(Waiting next, Intake intake) {
        ClickEvent event = next.click.event();
        if (event.action() == Action.DISLIKE) {
            user.dislike(
                    new Dislike(event.itemId(), event.eventTime(), next.eventHash),
                    intake.maxDislikes());
            return false;
        }
        Added added =
                user.history()
                        .add(event.itemId(), event.eventTime(), event.action(), next.eventHash);
        switch (added) {
            case APPENDED -> {}
            case INSERTED -> intake.fates().inserted();
            case TOO_OLD -> intake.fates().late();
        }
        return added != Added.TOO_OLD;
    }

    private void ask(Waiting next, long received, boolean robot, boolean first) {
        UserHistory history = user.history();
        if (!asked(history)) {
            parts.add(new Part(history, new ArrayList<>(4)));
        }
        ClickEvent event = next.click.event();
        Query query =
                new Query(
                        Ids.recommendationId(event.userId(), event.eventId()),
                        history.firstSequence(),
                        history.windowStart(),
                        history.endSequence(),
                        Math.max(event.eventTime(), history.newestTime()),
                        user.disliked());
        parts.get(parts.size() - 1)
                .asks
                .add(
                        new Ask(
                                next.click,
                                received,
                                next.order,
                                user,
                                history,
                                query,
                                history.arrivals(),
                                robot,
                                first));
    }
}
