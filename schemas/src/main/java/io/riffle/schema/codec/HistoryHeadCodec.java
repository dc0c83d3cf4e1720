package io.riffle.schema.codec;

import io.riffle.schema.HistoryHead;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link HistoryHead}: its five numbers. */
public final class HistoryHeadCodec implements Codec<HistoryHead> {

    private static final int VERSION = 1;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(HistoryHead head, DataOutput out) throws IOException {
        new FrameWriter()
                .number(head.firstSequence())
                .number(head.endSequence())
                .number(head.windowStart())
                .number(head.lateInserts())
                .number(head.arrivals())
                .writeTo(VERSION, out);
    }

    @Override
    public HistoryHead read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("history head", version, VERSION, in);
        try {
            HistoryHead head =
                    new HistoryHead(
                            fields.number(),
                            fields.number(),
                            fields.number(),
                            fields.number(),
                            fields.number());
            fields.end();
            return head;
        } catch (IllegalArgumentException e) {
            throw new CodecException("history head", e);
        }
    }
}
