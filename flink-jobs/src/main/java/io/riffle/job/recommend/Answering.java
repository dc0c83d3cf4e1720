package io.riffle.job.recommend;

import io.riffle.job.ask.Asked;
import io.riffle.job.bundle.Ask;
import io.riffle.job.bundle.AskBundle;
import io.riffle.job.bundle.Bundling;
import io.riffle.job.bundle.Impression;
import io.riffle.job.bundle.Intake;
import io.riffle.job.bundle.PrefillCost;
import io.riffle.job.bundle.UserTurn;
import io.riffle.job.inference.Inference;
import io.riffle.job.metrics.Freshness;
import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.metrics.StageTimes;
import io.riffle.job.metrics.StageTimes.Stage;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Refused;
import io.riffle.job.state.UserInput.Request;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Rules;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.serving.Answer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * From the clicks and requests of one bundle to what goes out: users are loaded, asked for
 * together, answered in order of arrival and committed.
 */
final class Answering implements Bundling.Answers {

    private final BundleUsers users;
    private final Output<StreamRecord<Recommendation>> output;
    private final SampleOutput samples;
    private final Settlement settlement;
    private final Responder responder;
    private final Requests requests;
    private final Replies replies;
    private final Intake intake;
    private final RecommendMetrics numbers;
    private final StageTimes stages;
    private final Freshness freshness;
    private final LongSupplier now;

    /**
     * @param now processing time, epoch ms
     */
    Answering(
            BundleUsers users,
            Output<StreamRecord<Recommendation>> output,
            SampleOutput samples,
            Settlement settlement,
            Responder responder,
            Requests requests,
            Replies replies,
            Intake intake,
            RecommendMetrics numbers,
            Freshness freshness,
            LongSupplier now) {
        this.users = users;
        this.output = output;
        this.samples = samples;
        this.settlement = settlement;
        this.responder = responder;
        this.requests = requests;
        this.replies = replies;
        this.intake = intake;
        this.numbers = numbers;
        this.stages = numbers.stages();
        this.freshness = freshness;
        this.now = now;
    }

    @Override
    public void answer(AskBundle bundle, @Nullable Inference inference, int maxEncoded)
            throws Exception {
        stages.start();
        List<UserTurn> turns = bundle.take(users, new PrefillCost(inference, intake), maxEncoded);
        long read = now.getAsLong();
        for (UserTurn turn : turns) {
            turn.advance(inference, intake, requests.wishes(), read);
            turn.overBudget().forEach(this::refuse);
        }
        stages.end(Stage.STATE);
        List<Answered> answered = Answered.all(turns, inference);
        numbers.inferred(inference);
        Deque<Impression> seen = seen(turns);
        for (Answered one : answered) {
            settleSeen(seen, one.ask().order());
            respond(one, inference);
        }
        settleSeen(seen, Long.MAX_VALUE);
        samples.settledBy(0);
        users.commit(turns);
        stages.end(Stage.STATE);
    }

    /** Impressions in order of arrival. */
    private static Deque<Impression> seen(List<UserTurn> turns) {
        List<Impression> all = new ArrayList<>();
        turns.forEach(turn -> all.addAll(turn.seen()));
        all.sort(Comparator.comparingLong(Impression::order));
        return new ArrayDeque<>(all);
    }

    /** What was seen before a click came is noted before the click settles the slate. */
    private void settleSeen(Deque<Impression> seen, long before) {
        while (!seen.isEmpty() && seen.element().order() < before) {
            settlement.seen(seen.remove());
        }
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
        Answer shown = requests.shown(ask, asked, answer);
        Recommendation reply = requests.reply(ask, asked, shown, emitted);
        settlement.open(ask, shown, emitted);
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
}
