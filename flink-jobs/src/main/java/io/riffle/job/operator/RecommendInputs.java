package io.riffle.job.operator;

import io.riffle.job.state.SharedInput;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.state.SharedInput.Listed;
import io.riffle.job.state.SharedInput.Withdrawn;
import io.riffle.job.state.UserInput;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Profile;
import io.riffle.schema.UserProfile;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * What the recommend step does with each kind of input, and which of them lets no click wait.
 *
 * <p>Of a user with a click that waits, a profile and a timer infer all that waits first: what goes
 * out does not depend on how clicks fell into bundles.
 */
final class RecommendInputs {

    private final KeyContext keys;
    private final KeyedUser users;
    private final Bundling bundling;
    private final Answering answering;
    private final ModelInUse model;

    RecommendInputs(
            KeyContext keys,
            KeyedUser users,
            Bundling bundling,
            Answering answering,
            ModelInUse model) {
        this.keys = keys;
        this.users = users;
        this.bundling = bundling;
        this.answering = answering;
        this.model = model;
    }

    /** A click or a profile, with its user's key set. */
    void user(UserInput input) throws Exception {
        if (input instanceof Click click) {
            bundling.add(click);
            return;
        }
        infer(input.userId());
        UserProfile profile = input instanceof Profile given ? given.profile() : null;
        users.setProfile(input.userId(), profile);
    }

    /**
     * An announced model, or news of the catalogue.
     *
     * @param now epoch ms
     */
    void shared(SharedInput input, long now) throws Exception {
        if (input instanceof Announced announced) {
            model.announced(announced.update());
        } else if (input instanceof Withdrawn item) {
            model.withdraw(item.itemId());
        } else if (input instanceof Listed item) {
            model.list(item.itemId(), now);
        }
    }

    /** The deadline of a user's slates has passed. */
    void deadline(String userId) throws Exception {
        infer(userId);
        answering.expire(userId);
    }

    /** Lets nothing of the user wait, and leaves the user's key set. */
    private void infer(String userId) throws Exception {
        if (bundling.holds(userId)) {
            bundling.finish();
            keys.setCurrentKey(userId);
        }
    }
}
