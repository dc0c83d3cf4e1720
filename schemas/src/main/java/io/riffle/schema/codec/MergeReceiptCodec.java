package io.riffle.schema.codec;

import io.riffle.schema.ask.MergeReceipt;
import io.riffle.schema.ask.MergeUsers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link MergeReceipt}, in the order of its fields. */
public final class MergeReceiptCodec implements Codec<MergeReceipt> {

    private static final int VERSION = 1;
    private static final String TYPE = "merge receipt";

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(MergeReceipt value, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter();
        MergeUsers merge = value.merge();
        fields.text(merge.guestId()).text(merge.userId()).number(merge.time());
        fields.signed(value.mergedTime())
                .number(value.events())
                .number(value.repeated())
                .number(value.tooOld())
                .number(value.dislikes())
                .number(value.openSlates());
        fields.writeTo(VERSION, out);
    }

    @Override
    public MergeReceipt read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
        try {
            MergeReceipt value =
                    new MergeReceipt(
                            new MergeUsers(fields.text(), fields.text(), fields.number()),
                            fields.signed(),
                            fields.smallNumber(),
                            fields.smallNumber(),
                            fields.smallNumber(),
                            fields.smallNumber(),
                            fields.smallNumber());
            fields.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw new CodecException(TYPE, e);
        }
    }
}
