package io.riffle.job.state;

import io.riffle.schema.ClickEvent;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.UserProfile;
import io.riffle.schema.wire.Decoded;

/** What reaches a user's state: the keyed input of the recommend step. */
public sealed interface UserInput {

    /** The key. */
    String userId();

    /** A valid click. */
    record Click(Decoded.Click decoded) implements UserInput {

        /** What was clicked, by whom and when. */
        public ClickEvent event() {
            return decoded.event();
        }

        /** Kafka timestamp of the click's record, epoch ms. */
        public long receivedTime() {
            return decoded.receivedTime();
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
