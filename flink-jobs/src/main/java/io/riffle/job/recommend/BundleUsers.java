package io.riffle.job.recommend;

import io.riffle.job.bundle.AskBundle;
import io.riffle.job.bundle.UserTurn;
import io.riffle.job.state.UserInput.Asking;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.user.KeyedUser;
import io.riffle.job.user.User;
import io.riffle.schema.ask.MergeUsers;
import java.util.List;
import org.apache.flink.streaming.api.operators.KeyContext;

/** The users of a bundle: read before their turns, and written back once all are answered. */
final class BundleUsers implements AskBundle.Users {

    private final KeyContext keys;
    private final KeyedUser users;
    private final SilentUsers silent;
    private final Requests requests;
    private final Merging merging;

    /**
     * @param keys where the current key is set
     * @param requests makes the guests of some
     */
    BundleUsers(
            KeyContext keys,
            KeyedUser users,
            SilentUsers silent,
            Requests requests,
            Merging merging) {
        this.keys = keys;
        this.users = users;
        this.silent = silent;
        this.requests = requests;
        this.merging = merging;
    }

    @Override
    public User load(String userId, List<Asking> sent) throws Exception {
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

    /** Writes what their turns have changed; of guests nothing. */
    void commit(List<UserTurn> turns) throws Exception {
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
}
