package io.riffle.job.decode;

import io.riffle.job.state.UserInput;
import io.riffle.schema.ContextNames;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.UserProfile;
import io.riffle.schema.actions.ActionNames;
import io.riffle.schema.wire.ClickDecoder;
import io.riffle.schema.wire.Decoded;
import io.riffle.schema.wire.ForgetUserWire;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.UserProfileWire;
import io.riffle.schema.wire.guests.GuestHistoryWire;
import io.riffle.schema.wire.guests.MergeUsersWire;
import java.time.Duration;
import java.util.function.Consumer;

/** Records that concern one user each. */
public final class UserDecoders {

    private UserDecoders() {}

    /**
     * Clicks.
     *
     * @param names of actions
     * @param contexts what is read of their contexts
     */
    public static Decoder<UserInput> clicks(
            Duration maxFutureSkew, ActionNames names, ContextNames contexts) {
        return new Clicks(new ClickDecoder(SizeLimits.INPUT, maxFutureSkew, names, contexts));
    }

    /** Every click, each with what the brokers say of its record. */
    record Clicks(ClickDecoder clicks) implements Decoder<UserInput> {

        @Override
        public void decode(
                RawRecord raw, Consumer<UserInput> valid, Consumer<DeadLetter> rejected) {
            Decoded decoded = clicks.decode(raw);
            if (decoded instanceof Decoded.Click click) {
                valid.accept(new UserInput.Click(click));
            } else if (decoded instanceof Decoded.Rejected dead) {
                rejected.accept(dead.deadLetter());
            }
        }

        @Override
        public boolean seesEveryOffset() {
            return true;
        }
    }

    /** The topic is compacted by key, so the key must be the id that the value names. */
    public static Decoder<UserInput> profiles() {
        return Decoder.of(
                raw -> {
                    if (raw.value() == null) {
                        return new UserInput.ProfileWithdrawn(RecordKeys.tombstone(raw, "user id"));
                    }
                    UserProfile profile = new UserProfileWire().read(raw, SizeLimits.INPUT);
                    RecordKeys.check(raw, "user id", profile.userId());
                    return new UserInput.Profile(profile);
                });
    }

    /**
     * Requests for slates.
     *
     * @param maxFutureSkew how far a request's time may be after its record's timestamp
     * @param contexts what is read of a request's context
     */
    public static Decoder<UserInput> requests(Duration maxFutureSkew, ContextNames contexts) {
        return new SlateRequests(maxFutureSkew, contexts);
    }

    /** Questions why. */
    public static Decoder<UserInput> explains() {
        return new ExplainRequests();
    }

    /** Guests who turned out to be users. */
    public static Decoder<UserInput> merges() {
        return Decoder.of(
                raw -> new UserInput.Merge(new MergeUsersWire().read(raw, SizeLimits.INPUT)));
    }

    /** What guests did, on its way to users. */
    public static Decoder<UserInput> guests() {
        return Decoder.of(
                raw ->
                        new UserInput.Joined(
                                new GuestHistoryWire().read(raw, SizeLimits.SAMPLE_INPUT)));
    }

    /** Requests to forget a user, for the step that keeps users. */
    public static Decoder<UserInput> forgets() {
        return Decoder.of(
                raw -> new UserInput.Forget(new ForgetUserWire().read(raw, SizeLimits.INPUT)));
    }
}
