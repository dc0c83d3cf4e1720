package io.riffle.schema.codec;

import io.riffle.schema.ask.Reply;
import io.riffle.schema.ask.ReplyTo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link Reply} between two steps: where it is waited for, then what is said. */
public final class ReplyCodec implements Codec<Reply> {

    private static final int VERSION = 1;
    private static final String TYPE = "reply";

    private final RecommendationCodec recommendations = new RecommendationCodec();

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(Reply value, DataOutput out) throws IOException {
        new FrameWriter()
                .signed(value.to().partition())
                .text(value.to().trace())
                .writeTo(VERSION, out);
        recommendations.encode(value.recommendation(), out);
    }

    @Override
    public Reply read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
        try {
            ReplyTo to = new ReplyTo((int) fields.signed(), fields.text());
            fields.end();
            return new Reply(recommendations.decode(in), to);
        } catch (IllegalArgumentException e) {
            throw new CodecException(TYPE, e);
        }
    }
}
