package io.riffle.job.state;

import io.riffle.schema.codec.Codec;
import io.riffle.schema.codec.CodecException;
import io.riffle.schema.codec.FrameReader;
import io.riffle.schema.codec.FrameWriter;
import io.riffle.schema.wire.RawRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bytes of a {@link RawRecord} between a source and its decoder, when those are not chained. */
public final class RawRecordCodec implements Codec<RawRecord> {

    private static final int VERSION = 1;
    private static final String TYPE = "raw record";
    private static final int SMALLEST_HEADER = 2;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(RawRecord raw, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter();
        fields.text(raw.topic())
                .number(raw.partition())
                .number(raw.offset())
                .signed(raw.timestamp());
        writeOptional(fields, raw.key());
        writeOptional(fields, raw.value());
        fields.number(raw.headers().size());
        for (Map.Entry<String, byte[]> header : raw.headers()) {
            fields.text(header.getKey()).bytes(header.getValue());
        }
        fields.writeTo(VERSION, out);
    }

    @Override
    public RawRecord read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
        try {
            String topic = fields.text();
            int partition = fields.smallNumber();
            long offset = fields.number();
            long timestamp = fields.signed();
            byte @Nullable [] key = readOptional(fields);
            byte @Nullable [] value = readOptional(fields);
            int count = fields.count(SMALLEST_HEADER);
            List<Map.Entry<String, byte[]>> headers = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                headers.add(Map.entry(fields.text(), fields.bytes()));
            }
            fields.end();
            return new RawRecord(topic, partition, offset, timestamp, key, value, headers);
        } catch (IllegalArgumentException e) {
            throw new CodecException(TYPE, e);
        }
    }

    private static void writeOptional(FrameWriter fields, byte @Nullable [] bytes) {
        if (bytes == null) {
            fields.raw((byte) 0);
        } else {
            fields.raw((byte) 1).bytes(bytes);
        }
    }

    private static byte @Nullable [] readOptional(FrameReader fields) {
        return fields.flag() ? fields.bytes() : null;
    }
}
