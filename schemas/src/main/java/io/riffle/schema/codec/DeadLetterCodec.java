package io.riffle.schema.codec;

import io.riffle.schema.DeadLetter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Bytes of a {@link DeadLetter}, in the order of its fields. Version 1 ends before what the record
 * was originally: its letters are whole.
 */
public final class DeadLetterCodec implements Codec<DeadLetter> {

    private static final int VERSION = 2;

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
        fields.signed(value.time())
                .number(value.original().keyBytes())
                .number(value.original().valueBytes())
                .text(value.original().valueSha256())
                .number(value.original().headersLeftOut());
        fields.writeTo(VERSION, out);
    }

    @Override
    public DeadLetter read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("dead letter", version, VERSION, in);
        try {
            String topic = fields.text();
            int partition = fields.smallNumber();
            long offset = fields.number();
            DeadLetter.Reason reason = DeadLetter.Reason.of(fields.smallNumber());
            String message = fields.text();
            byte[] key = fields.bytes();
            byte[] content = fields.bytes();
            List<Map.Entry<String, byte[]>> headers = readHeaders(fields);
            long time = fields.signed();
            DeadLetter.Original original =
                    version == 1
                            ? new DeadLetter.Original(key.length, content.length, "", 0)
                            : new DeadLetter.Original(
                                    fields.number(),
                                    fields.number(),
                                    fields.text(),
                                    fields.smallNumber());
            DeadLetter value =
                    new DeadLetter(
                            topic, partition, offset, reason, message, key, content, headers, time,
                            original);
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
