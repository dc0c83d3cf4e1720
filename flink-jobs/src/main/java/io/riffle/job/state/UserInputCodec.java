package io.riffle.job.state;

import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Forget;
import io.riffle.job.state.UserInput.Profile;
import io.riffle.job.state.UserInput.ProfileWithdrawn;
import io.riffle.schema.codec.Codec;
import io.riffle.schema.codec.CodecException;
import io.riffle.schema.codec.DecodedClickCodec;
import io.riffle.schema.codec.ForgetUserCodec;
import io.riffle.schema.codec.FrameReader;
import io.riffle.schema.codec.FrameWriter;
import io.riffle.schema.codec.UserProfileCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link UserInput} between two steps: one byte for its kind, then its content. */
public final class UserInputCodec implements Codec<UserInput> {

    private static final int VERSION = 2;
    private static final String TYPE = "user input";
    private static final byte CLICK = 1;
    private static final byte PROFILE = 2;
    private static final byte PROFILE_WITHDRAWN = 3;
    private static final byte FORGET = 4;

    private final DecodedClickCodec clicks = new DecodedClickCodec();
    private final UserProfileCodec profiles = new UserProfileCodec();
    private final ForgetUserCodec requests = new ForgetUserCodec();

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
            requests.encode(forget.request(), out);
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
            case FORGET -> new Forget(requests.decode(in));
            default -> throw new CodecException(TYPE, "kind 1 to 4", Byte.toString(kind), 0);
        };
    }
}
