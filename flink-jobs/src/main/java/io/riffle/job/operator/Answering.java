package io.riffle.job.operator;

import io.riffle.job.operator.StageTimes.Stage;
import io.riffle.job.state.UserInput.Click;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import io.riffle.serving.Answer;
import io.riffle.serving.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * From the clicks of one bundle to what goes out: users are loaded, asked for in rounds, answered
 * in order of arrival and committed.
 */
final class Answering {

    private final KeyContext keys;
    private final KeyedUser users;
    private final InternalTimerService<VoidNamespace> timers;
    private final Output<StreamRecord<Recommendation>> output;
    private final OutputTag<TrainingSample> samples;
    private final RecommendMetrics numbers;
    private final StageTimes stages;
    private final Responder responder;
    private final Settlement settlement;
    private final Freshness freshness;
    private final int maxDislikes;
    private long settledBy;

    Answering(
            KeyContext keys,
            KeyedUser users,
            InternalTimerService<VoidNamespace> timers,
            Output<StreamRecord<Recommendation>> output,
            OutputTag<TrainingSample> samples,
            RecommendMetrics numbers,
            Prequential prequential,
            Freshness freshness,
            Predicate<String> withdrawn,
            Settings settings) {
        this.keys = keys;
        this.users = users;
        this.timers = timers;
        this.output = output;
        this.samples = samples;
        this.numbers = numbers;
        this.stages = numbers.stages();
        this.responder =
                new Responder(
                        new PopularItems(settings.popularItems(), settings.popularHalfLife()),
                        settings.models().slateSize(),
                        withdrawn);
        this.settlement = new Settlement(settings.attribution(), prequential, this::emitSample);
        this.freshness = freshness;
        this.maxDislikes = settings.maxDislikes();
    }

    /**
     * Answers clicks, all but those that have to wait.
     *
     * @param inference null: nothing serves yet, popular items are shown
     * @param maxEncoded users whose whole window is encoded; the clicks of others stay in the
     *     bundle
     */
    void answer(ClickBundle bundle, @Nullable Inference inference, int maxEncoded)
            throws Exception {
        stages.start();
        List<UserTurn> turns =
                bundle.take(
                        this::load,
                        (user, clicks) ->
                                inference != null
                                        && inference.encodes(user.userId, user.history, clicks),
                        maxEncoded);
        List<UserTurn> asking = round(turns, inference);
        while (!asking.isEmpty()) {
            stages.end(Stage.STATE);
            List<Answered> answered = infer(asking, inference);
            numbers.inferred(inference);
            for (Answered one : answered) {
                respond(one, inference);
            }
            asking = round(turns, inference);
        }
        commit(turns);
        stages.end(Stage.STATE);
    }

    /** Lets slates go whose deadline has passed while their user was silent. */
    void expire(String userId) throws Exception {
        User user = load(userId);
        long now = timers.currentProcessingTime();
        settledBy = 0;
        stages.start();
        settlement.expire(user, now);
        users.commit(user);
        awaitDeadline(user, now);
    }

    private List<UserTurn> round(List<UserTurn> turns, @Nullable Inference inference) {
        return ClickBundle.nextRound(turns, inference, maxDislikes, numbers);
    }

    private static List<Answered> infer(List<UserTurn> asking, @Nullable Inference inference) {
        List<Turn> turns = new ArrayList<>(asking.size());
        for (UserTurn turn : asking) {
            turns.add(turn.turn());
        }
        List<List<Answer>> answers = inference == null ? null : inference.recommend(turns);
        List<Answered> answered = new ArrayList<>();
        for (int i = 0; i < asking.size(); i++) {
            List<Ask> asks = asking.get(i).asks();
            for (int j = 0; j < asks.size(); j++) {
                Answer answer = answers == null ? Responder.NOTHING : answers.get(i).get(j);
                answered.add(new Answered(asks.get(j), answer));
            }
        }
        answered.sort(ClickBundle.BY_ARRIVAL);
        return answered;
    }

    private void respond(Answered one, @Nullable Inference inference) {
        Ask ask = one.ask();
        Click click = ask.click();
        if (inference != null && !inference.knows(click.event().itemId())) {
            freshness.exposure().appeared(click.event().itemId(), click.receivedTime());
        }
        long now = timers.currentProcessingTime();
        settledBy = click.receivedTime();
        settlement.settle(ask, now);
        Answer shown = responder.answer(ask, one.answer());
        settlement.open(ask, shown, now);
        Recommendation answer = Responder.recommendation(ask, shown, now);
        stages.end(Stage.SETTLE);
        output.collect(new StreamRecord<>(answer));
        stages.end(Stage.ENCODE);
        numbers.recommendation(answer);
        freshness.recommended(answer);
    }

    private void commit(List<UserTurn> turns) throws Exception {
        long now = timers.currentProcessingTime();
        for (UserTurn turn : turns) {
            keys.setCurrentKey(turn.user().userId);
            users.commit(turn.user());
            awaitDeadline(turn.user(), now);
        }
    }

    private User load(String userId) throws Exception {
        keys.setCurrentKey(userId);
        return users.load(userId);
    }

    /** One timer per user and minute at most: deadlines are rounded up to the minute. */
    private void awaitDeadline(User user, long now) {
        long deadline = user.nextTimer(now);
        if (deadline != Long.MAX_VALUE) {
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, deadline);
        }
    }

    /** A sample's timestamp is when the click that settled it was received. */
    private void emitSample(TrainingSample sample) {
        stages.end(Stage.SETTLE);
        output.collect(
                samples,
                settledBy == 0
                        ? new StreamRecord<>(sample)
                        : new StreamRecord<>(sample, settledBy));
        stages.end(Stage.ENCODE);
        numbers.sample();
        if (settledBy > 0) {
            freshness.sampled(settledBy, timers.currentProcessingTime());
        }
    }
}
