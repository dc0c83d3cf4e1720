package io.riffle.job.operator;

import io.riffle.job.operator.OpenSlates.Settled;
import io.riffle.job.operator.Settings.Attribution;
import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Slate;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.UserHistory;
import io.riffle.schema.UserProfile;
import io.riffle.serving.Answer;
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

    private final Attribution rules;
    private final Prequential prequential;
    private final Consumer<TrainingSample> samples;

    Settlement(Attribution rules, Prequential prequential, Consumer<TrainingSample> samples) {
        this.rules = rules;
        this.prequential = prequential;
        this.samples = samples;
    }

    /** Settles the user's open slates by one of the user's clicks, before it is answered. */
    void settle(Ask ask, long now) {
        if (!rules.samples()) {
            return;
        }
        User user = ask.user();
        Slate newest = user.slates.newest();
        if (newest != null && ask.click().event().action() != Action.DISLIKE) {
            prequential.score(newest, ask.click().event());
        }
        long window = rules.window().toMillis();
        long begin = ask.query().beginSequence();
        long end = ask.query().endSequence();
        emit(user, user.slates.settle(ask.click().event(), window, now), begin, end);
        emit(user, user.slates.expire(ask.query().queryTime(), window, now), begin, end);
    }

    /** The answer to a click becomes the user's newest open slate. */
    void open(Ask ask, Answer answer, long now) {
        if (!rules.samples()) {
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
                        now + rules.deadline().toMillis(),
                        null,
                        List.of(),
                        0);
        emit(user, user.slates.open(slate), ask.query().beginSequence(), ask.query().endSequence());
    }

    /** Lets slates go whose deadline has passed while the user was silent. */
    void expire(User user, long now) {
        UserHistory history = user.history;
        emit(
                user,
                user.slates.expire(history.newestTime(), rules.window().toMillis(), now),
                history.firstSequence(),
                history.endSequence());
    }

    private void emit(User user, List<Settled> settled, long begin, long end) {
        for (Settled one : settled) {
            List<HistoryEvent> history =
                    asOf(one.slate().arrivals(), user.history, begin, end, rules.sampleEvents());
            samples.accept(one.slate().sample(user.userId, history, one.outcome()));
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
