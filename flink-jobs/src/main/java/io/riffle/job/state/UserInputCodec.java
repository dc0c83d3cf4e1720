package io.riffle.job.state;

import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Explain;
import io.riffle.job.state.UserInput.ExplainRefused;
import io.riffle.job.state.UserInput.Forget;
import io.riffle.job.state.UserInput.Joined;
import io.riffle.job.state.UserInput.Merge;
import io.riffle.job.state.UserInput.Profile;
import io.riffle.job.state.UserInput.ProfileWithdrawn;
import io.riffle.job.state.UserInput.Refused;
import io.riffle.job.state.UserInput.Request;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.codec.Codec;
import io.riffle.schema.codec.CodecException;
import io.riffle.schema.codec.DecodedClickCodec;
import io.riffle.schema.codec.ForgetUserCodec;
import io.riffle.schema.codec.FrameReader;
import io.riffle.schema.codec.FrameWriter;
import io.riffle.schema.codec.GuestHistoryCodec;
import io.riffle.schema.codec.SlateRequestCodec;
import io.riffle.schema.codec.UserProfileCodec;
import io.riffle.schema.explain.ExplainRequest;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Bytes of a {@link UserInput} between two steps: one byte for its kind, then its content. A new
 * version of what is inside is a new version of this.
 */
public final class UserInputCodec implements Codec<UserInput> {

    private static final int VERSION = 4;
    private static final String TYPE = "user input";
    private static final byte CLICK = 1;
    private static final byte PROFILE = 2;
    private static final byte PROFILE_WITHDRAWN = 3;
    private static final byte FORGET = 4;
    private static final byte REQUEST = 5;
    private static final byte REFUSED = 6;
    private static final byte MERGE = 7;
    private static final byte JOINED = 8;
    private static final byte EXPLAIN = 9;
    private static final byte EXPLAIN_REFUSED = 10;

    private final DecodedClickCodec clicks = new DecodedClickCodec();
    private final UserProfileCodec profiles = new UserProfileCodec();
    private final ForgetUserCodec forgets = new ForgetUserCodec();
    private final GuestHistoryCodec guests = new GuestHistoryCodec();
    private final SlateRequestCodec requests = new SlateRequestCodec();

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(UserInput input, DataOutput out) throws IOException {
        if (input instanceof Click click) {
            out.writeByte(CLICK);
            clicks.encode(click.decoded(), out);
        } else if (input instanceof Profile profile) {
            out.writeByte(PROFILE);
            profiles.encode(profile.profile(), out);
        } else if (input instanceof ProfileWithdrawn withdrawn) {
            out.writeByte(PROFILE_WITHDRAWN);
            new FrameWriter().text(withdrawn.userId()).writeTo(VERSION, out);
        } else if (input instanceof Forget forget) {
            out.writeByte(FORGET);
            forgets.encode(forget.request(), out);
        } else if (input instanceof Request asked) {
            out.writeByte(REQUEST);
            requests.encode(asked.request(), out);
            came(new FrameWriter(), asked.receivedTime(), asked.replyTo()).writeTo(VERSION, out);
        } else if (input instanceof Explain explain) {
            out.writeByte(EXPLAIN);
            FrameWriter fields = new FrameWriter();
            fields.text(explain.request().requestId())
                    .text(explain.request().recommendationId())
                    .text(explain.request().userId())
                    .number(explain.request().events());
            came(fields, explain.receivedTime(), explain.replyTo()).writeTo(VERSION, out);
        } else if (input instanceof ExplainRefused refused) {
            out.writeByte(EXPLAIN_REFUSED);
            FrameWriter fields = new FrameWriter();
            fields.text(refused.requestId())
                    .text(refused.recommendationId())
                    .text(refused.asker())
                    .text(refused.reason());
            came(fields, refused.receivedTime(), refused.replyTo()).writeTo(VERSION, out);
        } else if (input instanceof Merge merge) {
            out.writeByte(MERGE);
            guests.encode(GuestHistory.of(merge.merge()), out);
        } else if (input instanceof Joined joined) {
            out.writeByte(JOINED);
            guests.encode(joined.history(), out);
        } else if (input instanceof Refused refused) {
            out.writeByte(REFUSED);
            FrameWriter fields = new FrameWriter();
            fields.text(refused.requestId()).text(refused.asker()).text(refused.reason());
            came(fields, refused.receivedTime(), refused.replyTo()).writeTo(VERSION, out);
        }
    }

    private static FrameWriter came(FrameWriter fields, long received, ReplyTo replyTo) {
        return fields.signed(received).signed(replyTo.partition()).text(replyTo.trace());
    }

    private static ReplyTo replyTo(FrameReader fields) {
        return new ReplyTo((int) fields.signed(), fields.text());
    }

    private static Explain explain(FrameReader fields) throws CodecException {
        try {
            ExplainRequest request =
                    new ExplainRequest(
                            fields.text(), fields.text(), fields.text(), fields.smallNumber());
            return new Explain(request, fields.signed(), replyTo(fields));
        } catch (IllegalArgumentException e) {
            throw new CodecException(TYPE, e);
        }
    }

    @Override
    public UserInput read(int version, DataInput in) throws IOException {
        byte kind = Kinds.read(TYPE, in);
        return switch (kind) {
            case CLICK -> new Click(clicks.decode(in));
            case PROFILE -> new Profile(profiles.decode(in));
            case PROFILE_WITHDRAWN ->
                    new ProfileWithdrawn(FrameReader.open(TYPE, version, VERSION, in).text());
            case FORGET -> new Forget(forgets.decode(in));
            case REQUEST -> {
                SlateRequest request = requests.decode(in);
                FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
                yield new Request(request, fields.signed(), replyTo(fields));
            }
            case REFUSED -> {
                FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
                yield new Refused(
                        fields.text(),
                        fields.text(),
                        fields.text(),
                        fields.signed(),
                        replyTo(fields));
            }
            case EXPLAIN -> explain(FrameReader.open(TYPE, version, VERSION, in));
            case EXPLAIN_REFUSED -> {
                FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
                yield new ExplainRefused(
                        fields.text(),
                        fields.text(),
                        fields.text(),
                        fields.text(),
                        fields.signed(),
                        replyTo(fields));
            }
            case MERGE -> new Merge(guests.decode(in).merge());
            case JOINED -> new Joined(guests.decode(in));
            default -> throw new CodecException(TYPE, "kind 1 to 10", Byte.toString(kind), 0);
        };
    }
}
