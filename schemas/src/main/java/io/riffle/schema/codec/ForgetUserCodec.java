package io.riffle.schema.codec;

import io.riffle.schema.ForgetUser;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link ForgetUser}, in the order of its fields. */
public final class ForgetUserCodec implements Codec<ForgetUser> {

    private static final int VERSION = 1;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(ForgetUser value, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter();
        fields.text(value.requestId()).text(value.userId()).number(value.requestTime());
        fields.writeTo(VERSION, out);
    }

    @Override
    public ForgetUser read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("forget request", version, VERSION, in);
        try {
            ForgetUser value = new ForgetUser(fields.text(), fields.text(), fields.number());
            fields.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw new CodecException("forget request", e);
        }
    }
}
