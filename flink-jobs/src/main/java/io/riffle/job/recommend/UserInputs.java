package io.riffle.job.recommend;

import io.riffle.job.bundle.Bundling;
import io.riffle.job.explain.Explaining;
import io.riffle.job.inference.Inference;
import io.riffle.job.io.KafkaSettings;
import io.riffle.job.metrics.AskMetrics;
import io.riffle.job.state.UserInput;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Explain;
import io.riffle.job.state.UserInput.ExplainRefused;
import io.riffle.job.state.UserInput.Forget;
import io.riffle.job.state.UserInput.Joined;
import io.riffle.job.state.UserInput.Merge;
import io.riffle.job.state.UserInput.Profile;
import io.riffle.job.state.UserInput.Refused;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.swap.ModelSwap;
import io.riffle.job.user.KeyedUser;
import io.riffle.job.user.ReadClock;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.UserProfile;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * What the recommend step does with each kind of input of a user, and which of them lets no click
 * wait.
 *
 * <p>Of a user with a click that waits, a profile and a timer infer all that waits first: what goes
 * out does not depend on how clicks fell into bundles.
 */
final class UserInputs {

    private final KeyContext keys;
    private final KeyedUser users;
    private final Bundling bundling;
    private final SilentUsers silent;
    private final ReadClock clock;
    private final LongSupplier now;
    private final ModelSwap model;
    private final Consumer<ForgetReceipt> receipts;
    private final Replies replies;
    private final Merging merging;
    private final AskMetrics asks;
    private final int subtask;
    private final Explaining explaining;

    UserInputs(Subtask subtask, ClickPath path, ModelSwap model) {
        this.subtask = subtask.index();
        this.receipts =
                receipt ->
                        subtask.output().collect(SideOutputs.RECEIPTS, new StreamRecord<>(receipt));
        this.merging = path.merging();
        this.replies = new Replies(subtask.output(), subtask::now);
        this.asks = subtask.numbers().asks();
        this.keys = subtask.keys();
        this.users = subtask.users();
        this.now = subtask::now;
        this.bundling = path.bundling();
        this.silent = path.silent();
        this.clock = path.clock();
        this.model = model;
        this.explaining =
                new Explaining(
                        subtask.users(),
                        subtask.wishes(),
                        path.popular(),
                        model::current,
                        subtask.mailbox(),
                        told ->
                                subtask.output()
                                        .collect(Explaining.EXPLANATIONS, new StreamRecord<>(told)),
                        subtask.numbers().explains(),
                        subtask::now);
    }

    /** A click, a request, a profile or a wish to be forgotten, with its user's key set. */
    void take(UserInput input) throws Exception {
        if (input instanceof Click click) {
            clock.read(click, now.getAsLong());
            bundling.add(click);
            return;
        }
        if (input instanceof Request request) {
            asks.requested();
            bundling.add(request);
            return;
        }
        if (input instanceof Refused refused) {
            asks.refused();
            replies.refuse(refused);
            return;
        }
        if (input instanceof Explain question) {
            explaining.explain(question);
            return;
        }
        if (input instanceof ExplainRefused refused) {
            explaining.refuse(refused);
            return;
        }
        infer(input.userId());
        if (input instanceof Forget forget) {
            receipts.accept(forgotten(forget.request()));
            return;
        }
        if (input instanceof Merge merge) {
            Inference serving = model.current();
            if (serving != null) {
                serving.forget(merge.merge().guestId());
            }
            merging.merge(merge.merge());
            return;
        }
        if (input instanceof Joined joined) {
            merging.join(joined.history(), model.current());
            return;
        }
        UserProfile profile = input instanceof Profile given ? given.profile() : null;
        users.setProfile(input.userId(), profile);
    }

    /** The input is over: what is still to be explained is waited for. */
    void finish() throws InterruptedException {
        explaining.finish();
    }

    private ForgetReceipt forgotten(ForgetUser request) throws Exception {
        Inference serving = model.current();
        if (serving != null) {
            serving.forget(request.userId());
        }
        ForgetReceipt.Purged purged = silent.forget(request.userId());
        return new ForgetReceipt(
                request,
                now.getAsLong(),
                KafkaSettings.RECOMMEND,
                subtask,
                purged,
                ForgetReceipt.Learned.NOTHING);
    }

    /** A user's timer is due. */
    void deadline(String userId, long timer) throws Exception {
        infer(userId);
        silent.due(userId, timer);
    }

    /** Lets nothing of the user wait, and leaves the user's key set. */
    private void infer(String userId) throws Exception {
        if (bundling.holds(userId)) {
            bundling.finish();
            keys.setCurrentKey(userId);
        }
    }
}
