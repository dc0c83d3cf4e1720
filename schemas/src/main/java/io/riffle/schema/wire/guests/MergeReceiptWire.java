package io.riffle.schema.wire.guests;

import io.riffle.schema.ask.MergeReceipt;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.ProtoBytes;
import io.riffle.schema.wire.Wire;

/** {@link MergeReceipt} at the edge. */
public final class MergeReceiptWire implements Wire<MergeReceipt> {

    @Override
    public byte[] write(MergeReceipt receipt, ContentType type) {
        return ProtoBytes.write(
                io.riffle.schema.v1.MergeReceipt.newBuilder()
                        .setMerge(MergeUsersWire.message(receipt.merge()))
                        .setMergedTime(receipt.mergedTime())
                        .setEvents(receipt.events())
                        .setRepeatedEvents(receipt.repeated())
                        .setTooOld(receipt.tooOld())
                        .setDislikes(receipt.dislikes())
                        .setOpenSlates(receipt.openSlates())
                        .build(),
                type);
    }

    @Override
    public MergeReceipt read(byte[] bytes, ContentType type) {
        var message =
                ProtoBytes.read(io.riffle.schema.v1.MergeReceipt.newBuilder(), bytes, type).build();
        return new MergeReceipt(
                MergeUsersWire.read(message.getMerge()),
                message.getMergedTime(),
                message.getEvents(),
                message.getRepeatedEvents(),
                message.getTooOld(),
                message.getDislikes(),
                message.getOpenSlates());
    }
}
