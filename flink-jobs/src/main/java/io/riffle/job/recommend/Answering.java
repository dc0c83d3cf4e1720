package io.riffle.job.recommend;

import io.riffle.job.ask.Asked;
import io.riffle.job.inference.Inference;
import io.riffle.job.metrics.Freshness;
import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.metrics.StageTimes;
import io.riffle.job.metrics.StageTimes.Stage;
import io.riffle.job.state.UserInput.Asking;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Refused;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.user.KeyedUser;
import io.riffle.job.user.User;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Rules;
import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.serving.Answer;
import io.riffle.serving.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * From the clicks and requests of one bundle to what goes out: users are loaded, asked for
 * together, answered in order of arrival and committed.
 */
final class Answering {

    /** A click or a request and what the models say to it. */
    private record Answered(Ask ask, Answer answer) {}

    private final KeyContext keys;
    private final KeyedUser users;
    private final SilentUsers silent;
    private final Output<StreamRecord<Recommendation>> output;
    private final SampleOutput samples;
    private final Settlement settlement;
    private final Responder responder;
    private final Requests requests;
    private final Replies replies;
    private final Merging merging;
    private final Intake intake;
    private final RecommendMetrics numbers;
    private final StageTimes stages;
    private final Freshness freshness;
    private final LongSupplier now;

    /**
     * @param now processing time, epoch ms
     */
    Answering(
            KeyContext keys,
            KeyedUser users,
            SilentUsers silent,
            Output<StreamRecord<Recommendation>> output,
            SampleOutput samples,
            Settlement settlement,
            Responder responder,
            Requests requests,
            Replies replies,
            Merging merging,
            Intake intake,
            RecommendMetrics numbers,
            Freshness freshness,
            LongSupplier now) {
        this.keys = keys;
        this.users = users;
        this.silent = silent;
        this.output = output;
        this.samples = samples;
        this.settlement = settlement;
        this.responder = responder;
        this.requests = requests;
        this.replies = replies;
        this.merging = merging;
        this.intake = intake;
        this.numbers = numbers;
        this.stages = numbers.stages();
        this.freshness = freshness;
        this.now = now;
    }

    /**
     * Answers clicks and requests, all but those that have to wait.
     *
     * @param inference null: nothing serves yet, popular items are shown
     * @param maxEncoded whole windows that are encoded; the clicks of users who would need more
     *     stay in the bundle
     */
    void answer(AskBundle bundle, @Nullable Inference inference, int maxEncoded) throws Exception {
        stages.start();
        List<UserTurn> turns =
                bundle.take(this::load, (user, sent) -> windows(inference, user, sent), maxEncoded);
        long read = now.getAsLong();
        for (UserTurn turn : turns) {
            turn.advance(inference, intake, requests.wishes(), read);
            turn.overBudget().forEach(this::refuse);
        }
        stages.end(Stage.STATE);
        List<Answered> answered = infer(turns, inference);
        numbers.inferred(inference);
        Deque<UserTurn.Seen> seen = seen(turns);
        for (Answered one : answered) {
            settleSeen(seen, one.ask().order());
            respond(one, inference);
        }
        settleSeen(seen, Long.MAX_VALUE);
        commit(turns);
        stages.end(Stage.STATE);
    }

    /** Windows to encode whole: the user's, and one more for each click that comes late. */
    private int windows(@Nullable Inference inference, User user, List<Asking> sent) {
        List<Click> clicks = answered(sent);
        boolean asks = sent.stream().anyMatch(Request.class::isInstance);
        if (inference == null || (clicks.isEmpty() && !asks)) {
            return 0;
        }
        int windows = inference.encodes(user.userId, user.history(), clicks.size()) ? 1 : 0;
        if (clicks.isEmpty()) {
            return windows;
        }
        long newest = Math.max(user.history().newestTime(), clicks.get(0).event().eventTime());
        for (Click click : clicks.subList(1, clicks.size())) {
            windows += click.event().eventTime() < newest ? 1 : 0;
            newest = Math.max(newest, click.event().eventTime());
        }
        return windows;
    }

    private List<Click> answered(List<Asking> sent) {
        return sent.stream()
                .filter(Click.class::isInstance)
                .map(Click.class::cast)
                .filter(click -> intake.actions().answered(click.event().action()))
                .filter(click -> !intake.tooOld(click.event(), click.receivedTime()))
                .toList();
    }

    /** Impressions in order of arrival. */
    private static Deque<UserTurn.Seen> seen(List<UserTurn> turns) {
        List<UserTurn.Seen> all = new ArrayList<>();
        turns.forEach(turn -> all.addAll(turn.seen()));
        all.sort(Comparator.comparingLong(UserTurn.Seen::order));
        return new ArrayDeque<>(all);
    }

    /** What was seen before a click came is noted before the click settles the slate. */
    private void settleSeen(Deque<UserTurn.Seen> seen, long before) {
        while (!seen.isEmpty() && seen.element().order() < before) {
            settlement.seen(seen.remove());
        }
    }

    private static List<Answered> infer(List<UserTurn> turns, @Nullable Inference inference) {
        List<Turn> asked = new ArrayList<>(turns.size());
        List<UserTurn.Part> parts = new ArrayList<>(turns.size());
        for (UserTurn turn : turns) {
            for (UserTurn.Part part : turn.parts()) {
                parts.add(part);
                asked.add(turn.turn(part));
            }
        }
        List<List<Answer>> answers =
                inference == null || asked.isEmpty() ? null : inference.recommend(asked);
        List<Answered> answered = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            List<Ask> asks = parts.get(i).asks();
            for (int j = 0; j < asks.size(); j++) {
                Answer answer = answers == null ? PopularSlates.NOTHING : answers.get(i).get(j);
                answered.add(new Answered(asks.get(j), answer));
            }
        }
        answered.sort(Comparator.comparingLong(one -> one.ask().order()));
        return answered;
    }

    private void respond(Answered one, @Nullable Inference inference) {
        if (one.ask().asked() != null) {
            reply(one.ask(), one.ask().asked(), one.answer());
            return;
        }
        Ask ask = one.ask();
        Click click = ask.click();
        if (inference != null && !inference.knows(click.event().itemId())) {
            freshness.exposure().appeared(click.event().itemId(), click.receivedTime());
        }
        long emitted = now.getAsLong();
        samples.settledBy(click.receivedTime());
        settlement.settle(ask);
        Answer shown = responder.answer(ask, one.answer());
        settlement.open(ask, shown, emitted);
        Recommendation answer = Responder.recommendation(ask, shown, emitted);
        stages.end(Stage.SETTLE);
        output.collect(new StreamRecord<>(answer));
        if (click.replyTo().waits()) {
            replies.send(answer, click.replyTo());
        }
        stages.end(Stage.ENCODE);
        numbers.recommendation(answer);
        freshness.recommended(answer);
    }

    private void reply(Ask ask, Asked asked, Answer answer) {
        long emitted = now.getAsLong();
        Recommendation reply = requests.answer(ask, asked, answer, emitted);
        settlement.open(ask, requests.shown(answer, reply), emitted);
        stages.end(Stage.SETTLE);
        replies.send(reply, ask.asking().replyTo());
        stages.end(Stage.ENCODE);
        numbers.asks().replied(reply);
        freshness.recommended(reply);
    }

    /** Says that it was one too many: whoever waits need not wait until the deadline. */
    private void refuse(Request request) {
        SlateRequest what = request.request();
        String reason =
                Rules.sentence(
                        "number of requests",
                        "too many",
                        "a user",
                        "be at most riffle.user.max-requests-per-minute",
                        "ask again in a while");
        replies.refuse(
                new Refused(
                        what.requestId(),
                        what.userId(),
                        reason,
                        request.receivedTime(),
                        request.replyTo()));
        numbers.asks().overBudget();
    }

    private void commit(List<UserTurn> turns) throws Exception {
        samples.settledBy(0);
        for (UserTurn turn : turns) {
            if (turn.guest()) {
                continue;
            }
            keys.setCurrentKey(turn.user().userId);
            MergeUsers into = turn.user().mergedInto();
            if (into != null && !turn.user().unknown()) {
                merging.forward(turn.user(), into, 1);
                continue;
            }
            if (turn.user().unknown()) {
                // Whoever has only seen things leaves nothing behind, but what was asked for.
                users.served().commit(turn.user());
                continue;
            }
            silent.await(turn.user());
            users.commit(turn.user());
        }
    }

    private User load(String userId, List<Asking> sent) throws Exception {
        boolean asks = false;
        for (Asking asking : sent) {
            if (asking instanceof Request request) {
                if (request.request().guest()) {
                    return requests.guest(request.request());
                }
                asks = true;
            }
        }
        keys.setCurrentKey(userId);
        User user = users.load(userId);
        if (asks) {
            users.served().read(user);
        }
        return user;
    }
}
