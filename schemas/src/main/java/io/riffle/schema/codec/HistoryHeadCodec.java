package io.riffle.schema.codec;

import io.riffle.schema.Activity;
import io.riffle.schema.history.HistoryHead;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Bytes of a {@link HistoryHead}: its five numbers, then those of its activity, which version 1
 * does not have; version 2 lacks the last.
 */
public final class HistoryHeadCodec implements Codec<HistoryHead> {

    private static final int VERSION = 3;

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
                .number(head.activity().timer())
                .number(head.activity().seen())
                .number(head.activity().partition())
                .number(head.activity().paidUntil())
                .number(head.activity().busyUntil())
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
                            fields.number(),
                            version == 1 ? Activity.NONE : activity(version, fields));
            fields.end();
            return head;
        } catch (IllegalArgumentException e) {
            throw new CodecException("history head", e);
        }
    }

    private static Activity activity(int version, FrameReader fields) {
        return new Activity(
                fields.number(),
                fields.number(),
                fields.smallNumber(),
                fields.number(),
                version > 2 ? fields.number() : 0);
    }
}
