package io.riffle.schema.codec;

import io.riffle.schema.DeadLetter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bytes of a {@link DeadLetter}, in the order of its fields. */
public final class DeadLetterCodec implements Codec<DeadLetter> {

    private static final int VERSION = 1;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(DeadLetter value, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter();
        fields.text(value.topic())
                .number(value.partition())
                .number(value.offset())
                .number(value.reason().code())
                .text(value.message())
                .bytes(value.key())
                .bytes(value.value())
                .number(value.headers().size());
        for (Map.Entry<String, byte[]> header : value.headers()) {
            fields.text(header.getKey()).bytes(header.getValue());
        }
        fields.signed(value.time());
        fields.writeTo(VERSION, out);
    }

    @Override
    public DeadLetter read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("dead letter", version, VERSION, in);
        try {
            DeadLetter value =
                    new DeadLetter(
                            fields.text(),
                            fields.smallNumber(),
                            fields.number(),
                            DeadLetter.Reason.of(fields.smallNumber()),
                            fields.text(),
                            fields.bytes(),
                            fields.bytes(),
                            readHeaders(fields),
                            fields.signed());
            fields.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw new CodecException("dead letter", e);
        }
    }

    private static List<Map.Entry<String, byte[]>> readHeaders(FrameReader fields) {
        int count = fields.count(2);
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            headers.add(Map.entry(fields.text(), fields.bytes()));
        }
        return headers;
    }
}
