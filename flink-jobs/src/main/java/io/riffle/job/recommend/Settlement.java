package io.riffle.job.recommend;

import io.riffle.job.bundle.Ask;
import io.riffle.job.bundle.Impression;
import io.riffle.job.metrics.ForesightMetrics;
import io.riffle.job.settings.AttributionSettings;
import io.riffle.job.user.Settled;
import io.riffle.job.user.User;
import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Slate;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.UserProfile;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Answer;
import io.riffle.serving.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Turns what became of a user's slates into training samples.
 *
 * <p>A sample's history is the newest events that had arrived by the request, of those that are
 * kept when the sample is made.
 */
final class Settlement {

    private final AttributionSettings rules;
    private final ForesightMetrics prequential;
    private final Replay replay;
    private final Consumer<TrainingSample> samples;

    Settlement(
            AttributionSettings rules,
            ForesightMetrics prequential,
            Replay replay,
            Consumer<TrainingSample> samples) {
        this.rules = rules;
        this.prequential = prequential;
        this.replay = replay;
        this.samples = samples;
    }

    /** Settles the user's open slates by one of the user's clicks, before it is answered. */
    void settle(Ask ask) {
        User user = ask.user();
        if (!rules.samples() || ask.robot()) {
            // Of a job that made samples, or of a robot's better days.
            user.slates.clear();
            return;
        }
        long window = rules.window().toMillis();
        long received = ask.received();
        // What the deadline has ended is over before the click, whether a timer came first or not.
        emit(ask, user.slates.expire(Long.MIN_VALUE, window, received));
        Slate newest = user.slates.newest();
        if (newest != null && ask.click().event().action() != Action.DISLIKE) {
            prequential.score(newest, ask.click().event());
        }
        emit(ask, user.slates.settle(ask.click().event(), window, received));
        emit(ask, user.slates.expire(ask.query().queryTime(), window, received));
    }

    /** Notes what a user has seen of an open slate, as an impression tells that names it. */
    void seen(Impression seen) {
        if (rules.samples()) {
            seen.user().slates.seen(seen.event(), rules.window().toMillis(), seen.received());
        }
    }

    /** The answer to a click becomes the user's newest open slate, that to a request another. */
    void open(Ask ask, Answer answer, long now) {
        if (!rules.samples() || ask.robot() || !opens(ask, answer)) {
            return;
        }
        User user = ask.user();
        UserProfile profile = user.profile();
        List<String> displayed = new ArrayList<>(answer.slate().size());
        for (RankedItem item : answer.slate()) {
            displayed.add(item.itemId());
        }
        Slate slate =
                new Slate(
                        ask.query().recommendationId(),
                        ask.query().queryTime(),
                        ask.arrivals(),
                        answer.candidates(),
                        displayed,
                        answer.propensities(),
                        profile == null ? Map.of() : profile.attributes(),
                        answer.backboneVersion(),
                        answer.rerankerVersion(),
                        answer.tier(),
                        now,
                        ask.received() + rules.deadline().toMillis(),
                        null,
                        List.of(),
                        0,
                        replay.of(ask.received()),
                        List.of(),
                        ask.asked() != null);
        emit(ask, user.slates.open(slate));
    }

    /** A guest's slate is the user's now; false when it was already, or nothing is learned. */
    boolean moved(User user, Slate slate) {
        if (!rules.samples() || user.slates.named(slate.recommendationId()) != null) {
            return false;
        }
        UserHistory history = user.history();
        List<Settled> settled = user.slates.open(slate.movedTo(history.arrivals()));
        emit(user, settled, history, history.firstSequence(), history.endSequence());
        return true;
    }

    /** A request that is answered again is open once; of a guest nothing is kept. */
    private static boolean opens(Ask ask, Answer answer) {
        return ask.asked() == null
                || (!answer.slate().isEmpty()
                        && ask.arrivals() > 0
                        && !ask.asked().what().guest()
                        && ask.user().slates.named(ask.query().recommendationId()) == null);
    }

    /**
     * Lets slates go whose deadline has passed while the user was silent.
     *
     * @param read received time up to which the user's clicks have been read, epoch ms
     */
    void expire(User user, long read) {
        if (!rules.samples()) {
            user.slates.clear();
            return;
        }
        // Only what clicks say is measured by the user's own time, and there is no click.
        List<Settled> settled = user.slates.expire(Long.MIN_VALUE, rules.window().toMillis(), read);
        if (!settled.isEmpty()) {
            UserHistory history = user.history();
            emit(user, settled, history, history.firstSequence(), history.endSequence());
        }
    }

    private void emit(Ask ask, List<Settled> settled) {
        Query query = ask.query();
        emit(ask.user(), settled, ask.history(), query.beginSequence(), query.endSequence());
    }

    private void emit(User user, List<Settled> settled, UserHistory history, long begin, long end) {
        for (Settled one : settled) {
            List<HistoryEvent> events =
                    asOf(one.slate().arrivals(), history, begin, end, rules.sampleEvents());
            samples.accept(one.slate().sample(user.userId, events, one.outcome()));
        }
    }

    private static List<HistoryEvent> asOf(
            long arrivals, UserHistory history, long begin, long end, int max) {
        List<HistoryEvent> events = new ArrayList<>(max);
        for (long sequence = end - 1; sequence >= begin && events.size() < max; sequence--) {
            if (history.arrival(sequence) <= arrivals) {
                events.add(history.event(sequence));
            }
        }
        Collections.reverse(events);
        return events;
    }
}
