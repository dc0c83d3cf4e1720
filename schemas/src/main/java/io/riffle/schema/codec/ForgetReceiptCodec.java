package io.riffle.schema.codec;

import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ForgetReceipt.Learned;
import io.riffle.schema.ForgetReceipt.Purged;
import io.riffle.schema.ForgetUser;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link ForgetReceipt}, in the order of its fields. */
public final class ForgetReceiptCodec implements Codec<ForgetReceipt> {

    private static final int VERSION = 1;
    private static final String TYPE = "forget receipt";

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(ForgetReceipt value, DataOutput out) throws IOException {
        Purged purged = value.purged();
        FrameWriter fields = new FrameWriter();
        fields.text(value.request().requestId())
                .text(value.request().userId())
                .number(value.request().requestTime())
                .number(value.forgottenTime())
                .text(value.job())
                .number(value.subtask())
                .number(purged.historyEvents())
                .number(purged.openSlates())
                .number(purged.dislikes())
                .number(purged.profile() ? 1 : 0)
                .number(purged.waitingSamples())
                .number(purged.keptSamples())
                .number(value.models().backboneVersion())
                .number(value.models().rerankerVersion());
        fields.writeTo(VERSION, out);
    }

    @Override
    public ForgetReceipt read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
        try {
            ForgetReceipt value =
                    new ForgetReceipt(
                            new ForgetUser(fields.text(), fields.text(), fields.number()),
                            fields.number(),
                            fields.text(),
                            fields.smallNumber(),
                            new Purged(
                                    fields.smallNumber(),
                                    fields.smallNumber(),
                                    fields.smallNumber(),
                                    fields.smallNumber() != 0,
                                    fields.smallNumber(),
                                    fields.smallNumber()),
                            new Learned(fields.number(), fields.number()));
            fields.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw new CodecException(TYPE, e);
        }
    }
}
