package io.riffle.job.state;

import io.riffle.schema.ClickEvent;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.UserProfile;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.wire.Decoded;
import java.util.Map;

/** What reaches a user's state: the keyed input of the recommend step. */
public sealed interface UserInput {

    /** The key. */
    String userId();

    /** What is answered by a slate. */
    sealed interface Asking extends UserInput {

        /** Kafka timestamp of the record, epoch ms. */
        long receivedTime();

        /** Where somebody waits for the answer. */
        ReplyTo replyTo();

        /** What it says of the circumstances, as far as that is read. */
        Map<String, String> context();
    }

    /** A valid click. */
    record Click(Decoded.Click decoded) implements Asking {

        /** What was clicked, by whom and when. */
        public ClickEvent event() {
            return decoded.event();
        }

        @Override
        public long receivedTime() {
            return decoded.receivedTime();
        }

        @Override
        public ReplyTo replyTo() {
            return decoded.replyTo();
        }

        @Override
        public Map<String, String> context() {
            return event().context();
        }

        /** Partition of the topic that the click's record came from. */
        public int partition() {
            return decoded.partition();
        }

        @Override
        public String userId() {
            return event().userId();
        }
    }

    /** A request for a slate: it changes nothing. */
    record Request(SlateRequest request, long receivedTime, ReplyTo replyTo) implements Asking {
        /** The user; of a guest, whose key nothing is kept under, the request. */
        @Override
        public String userId() {
            return request.key();
        }

        @Override
        public Map<String, String> context() {
            return request.context();
        }
    }

    /**
     * A request that cannot be answered, of which its id could be read.
     *
     * @param asker who sent it, empty of a guest
     * @param reason what is wrong with it
     * @param receivedTime Kafka timestamp of the record, epoch ms
     */
    record Refused(
            String requestId, String asker, String reason, long receivedTime, ReplyTo replyTo)
            implements UserInput {
        /** The user; of a guest the request. */
        @Override
        public String userId() {
            return asker.isEmpty() ? requestId : asker;
        }
    }

    /** A question why a slate of the user's shows what it shows: it changes nothing. */
    record Explain(ExplainRequest request, long receivedTime, ReplyTo replyTo)
            implements UserInput {
        @Override
        public String userId() {
            return request.userId();
        }
    }

    /**
     * A question that cannot be answered, of which its id could be read.
     *
     * @param recommendationId empty where it could not be read
     * @param asker the user, empty where that could not be read
     * @param reason what is wrong with it
     */
    record ExplainRefused(
            String requestId,
            String recommendationId,
            String asker,
            String reason,
            long receivedTime,
            ReplyTo replyTo)
            implements UserInput {
        /** The user; where nobody knows who that is, the question. */
        @Override
        public String userId() {
            return asker.isEmpty() ? requestId : asker;
        }
    }

    /** A guest turned out to be a user: the key is the guest's. */
    record Merge(MergeUsers merge) implements UserInput {
        @Override
        public String userId() {
            return merge.guestId();
        }
    }

    /** What a guest did arrives at the user that the guest turned out to be. */
    record Joined(GuestHistory history) implements UserInput {
        @Override
        public String userId() {
            return history.merge().userId();
        }
    }

    /** A profile that replaces the one before. */
    record Profile(UserProfile profile) implements UserInput {
        @Override
        public String userId() {
            return profile.userId();
        }
    }

    /** Nothing of the user may be kept. */
    record Forget(ForgetUser request) implements UserInput {
        @Override
        public String userId() {
            return request.userId();
        }
    }

    /** The CRM no longer knows the user. */
    record ProfileWithdrawn(String userId) implements UserInput {}
}
