package io.riffle.job.recommend;

import io.riffle.job.state.Types;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeReceipt;
import io.riffle.schema.ask.Reply;
import org.apache.flink.util.OutputTag;

/** What the recommend step emits beside recommendations. */
final class SideOutputs {

    static final OutputTag<TrainingSample> SAMPLES =
            new OutputTag<>("training-samples", Types.TRAINING_SAMPLE);

    static final OutputTag<ForgetReceipt> RECEIPTS =
            new OutputTag<>("forget-receipts", Types.FORGET_RECEIPT);

    static final OutputTag<Reply> REPLIES = new OutputTag<>("slate-replies", Types.REPLY);

    static final OutputTag<GuestHistory> GUEST_HISTORIES =
            new OutputTag<>("guest-histories", Types.GUEST_HISTORY);

    static final OutputTag<MergeReceipt> MERGE_RECEIPTS =
            new OutputTag<>("merge-receipts", Types.MERGE_RECEIPT);

    private SideOutputs() {}
}
