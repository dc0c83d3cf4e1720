package io.riffle.schema.codec;

import io.riffle.schema.UserProfile;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link UserProfile}, in the order of its fields. */
public final class UserProfileCodec implements Codec<UserProfile> {

    private static final int VERSION = 1;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(UserProfile value, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter();
        fields.text(value.userId()).textMap(value.attributes()).number(value.updatedTime());
        fields.writeTo(VERSION, out);
    }

    @Override
    public UserProfile read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("user profile", version, VERSION, in);
        try {
            UserProfile value = new UserProfile(fields.text(), fields.textMap(), fields.number());
            fields.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw new CodecException("user profile", e);
        }
    }
}
