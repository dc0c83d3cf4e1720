package io.riffle.schema.wire;

import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ForgetUser;

/** {@link ForgetReceipt} at the edge. */
public final class ForgetReceiptWire implements Wire<ForgetReceipt> {

    @Override
    public byte[] write(ForgetReceipt receipt, ContentType type) {
        ForgetReceipt.Purged purged = receipt.purged();
        return ProtoBytes.write(
                io.riffle.schema.v1.ForgetReceipt.newBuilder()
                        .setRequestId(receipt.request().requestId())
                        .setUserId(receipt.request().userId())
                        .setRequestTime(receipt.request().requestTime())
                        .setForgottenTime(receipt.forgottenTime())
                        .setJob(receipt.job())
                        .setSubtask(receipt.subtask())
                        .setHistoryEvents(purged.historyEvents())
                        .setOpenSlates(purged.openSlates())
                        .setDislikes(purged.dislikes())
                        .setProfile(purged.profile())
                        .setWaitingSamples(purged.waitingSamples())
                        .setKeptSamples(purged.keptSamples())
                        .setBackboneVersion(receipt.models().backboneVersion())
                        .setRerankerVersion(receipt.models().rerankerVersion())
                        .build(),
                type);
    }

    @Override
    public ForgetReceipt read(byte[] bytes, ContentType type) {
        var message =
                ProtoBytes.read(io.riffle.schema.v1.ForgetReceipt.newBuilder(), bytes, type)
                        .build();
        try {
            return new ForgetReceipt(
                    new ForgetUser(
                            message.getRequestId(), message.getUserId(), message.getRequestTime()),
                    message.getForgottenTime(),
                    message.getJob(),
                    message.getSubtask(),
                    new ForgetReceipt.Purged(
                            message.getHistoryEvents(),
                            message.getOpenSlates(),
                            message.getDislikes(),
                            message.getProfile(),
                            message.getWaitingSamples(),
                            message.getKeptSamples()),
                    new ForgetReceipt.Learned(
                            message.getBackboneVersion(), message.getRerankerVersion()));
        } catch (IllegalArgumentException e) {
            throw WireException.unparseable("a valid forget receipt", e);
        }
    }
}
