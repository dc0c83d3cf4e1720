package io.riffle.job.recommend;

import io.riffle.job.ask.GuestHistories;
import io.riffle.job.inference.Inference;
import io.riffle.job.user.KeyedUser;
import io.riffle.job.user.ReadClock;
import io.riffle.job.user.User;
import io.riffle.schema.Action;
import io.riffle.schema.Dislikes.Dislike;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Slate;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeReceipt;
import io.riffle.schema.ask.MergeUsers;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a guest did the user's. It crosses keys, and so goes out and comes in again by a topic
 * of the job's own. There it may be more than once: events are known by the hashes of their ids,
 * slates by the ids of their recommendations.
 *
 * <p>All methods are called with the key of the guest, or of the user, set, and nothing of either
 * waiting.
 */
final class Merging {

    private final KeyedUser users;
    private final SilentUsers silent;
    private final Settlement settlement;
    private final ReadClock clock;
    private final Output<StreamRecord<Recommendation>> output;
    private final int maxDislikes;
    private final LongSupplier now;

    /**
     * @param maxDislikes kept per user
     * @param now processing time, epoch ms
     */
    Merging(
            KeyedUser users,
            SilentUsers silent,
            Settlement settlement,
            ReadClock clock,
            Output<StreamRecord<Recommendation>> output,
            int maxDislikes,
            LongSupplier now) {
        this.users = users;
        this.silent = silent;
        this.settlement = settlement;
        this.clock = clock;
        this.output = output;
        this.maxDislikes = maxDislikes;
        this.now = now;
    }

    /** Sends what the guest did to the user, and leaves nothing here but the way there. */
    void merge(MergeUsers merge) throws Exception {
        send(merge, users.load(merge.guestId()), 0);
        users.merged().set(merge);
    }

    /** Sends on what came to one who turned out to be a guest, and leaves nothing of it here. */
    void forward(User guest, MergeUsers into, int forwards) throws Exception {
        send(into, guest, forwards);
    }

    /** What a guest did arrives. */
    void join(GuestHistory guest, @Nullable Inference inference) throws Exception {
        User user = users.load(guest.merge().userId());
        MergeReceipt receipt = joined(guest, user);
        if (guest.forwards() == 0) {
            output.collect(SideOutputs.MERGE_RECEIPTS, new StreamRecord<>(receipt));
        }
        if (inference != null) {
            user.history().moveWindow(inference.windowStart(user.history()));
        }
        MergeUsers into = user.mergedInto();
        if (into != null && guest.forwards() < GuestHistory.MOST_FORWARDS) {
            forward(user, into, guest.forwards() + 1);
            return;
        }
        if (user.unknown()) {
            return;
        }
        silent.await(user);
        users.commit(user);
    }

    private void send(MergeUsers merge, User guest, int forwards) throws Exception {
        long read = clock.of(guest.activity().partition());
        for (GuestHistory piece : GuestHistories.of(merge, guest, read, forwards)) {
            output.collect(SideOutputs.GUEST_HISTORIES, new StreamRecord<>(piece));
        }
        silent.leave(guest);
    }

    private MergeReceipt joined(GuestHistory guest, User user) {
        int events = 0;
        int repeated = 0;
        int tooOld = 0;
        int dislikes = 0;
        for (GuestHistory.Event one : guest.events()) {
            HistoryEvent event = one.event();
            if (user.knowsEvent(one.hash())) {
                repeated++;
            } else if (event.action() == Action.DISLIKE) {
                user.dislike(new Dislike(event.itemId(), event.time(), one.hash()), maxDislikes);
                dislikes++;
            } else {
                switch (user.history()
                        .add(event.itemId(), event.time(), event.action(), one.hash())) {
                    case TOO_OLD -> tooOld++;
                    case APPENDED, INSERTED -> events++;
                }
            }
        }
        int slates = 0;
        // What came before may have brought slates that are settled and gone by now.
        boolean again = repeated > 0 && repeated == guest.events().size();
        for (Slate slate : again ? List.<Slate>of() : guest.openSlates()) {
            slates += settlement.moved(user, slate) ? 1 : 0;
        }
        return new MergeReceipt(
                guest.merge(), now.getAsLong(), events, repeated, tooOld, dislikes, slates);
    }
}
