package io.riffle.job.state;

import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.codec.Codec;
import io.riffle.schema.codec.CodecException;
import io.riffle.schema.codec.FrameReader;
import io.riffle.schema.codec.FrameWriter;
import io.riffle.schema.explain.ExplainReply;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.WireException;
import io.riffle.schema.wire.explain.ExplanationWire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Bytes of an {@link ExplainReply} between two steps: where it is waited for, then the explanation
 * as its record has it. It is in no state.
 */
public final class ExplainReplyCodec implements Codec<ExplainReply> {

    private static final int VERSION = 1;
    private static final String TYPE = "explain reply";

    private final ExplanationWire wire = new ExplanationWire();

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(ExplainReply value, DataOutput out) throws IOException {
        new FrameWriter()
                .signed(value.to().partition())
                .text(value.to().trace())
                .bytes(wire.write(value.explanation(), ContentType.PROTOBUF))
                .writeTo(VERSION, out);
    }

    @Override
    public ExplainReply read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
        try {
            ReplyTo to = new ReplyTo((int) fields.signed(), fields.text());
            byte[] explanation = fields.bytes();
            fields.end();
            return new ExplainReply(wire.read(explanation, ContentType.PROTOBUF), to);
        } catch (IllegalArgumentException e) {
            throw new CodecException(TYPE, e);
        } catch (WireException e) {
            throw new CodecException(TYPE, "an explanation", String.valueOf(e.getMessage()), 0);
        }
    }
}
