package io.riffle.job.recommend;

import io.riffle.job.state.UserInput.Refused;
import io.riffle.schema.Ids;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.ask.Reply;
import io.riffle.schema.ask.ReplyTo;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Where answers go that somebody waits for: the step's side output. */
final class Replies {

    private final Output<StreamRecord<Recommendation>> output;
    private final LongSupplier now;

    /**
     * @param now processing time, epoch ms
     */
    Replies(Output<StreamRecord<Recommendation>> output, LongSupplier now) {
        this.output = output;
        this.now = now;
    }

    void send(Recommendation answer, ReplyTo to) {
        output.collect(SideOutputs.REPLIES, new StreamRecord<>(new Reply(answer, to)));
    }

    /**
     * Says why a request has no slate.
     *
     * <p>The reply has a recommendation id all the same, and not the request's own: every reply is
     * told from others by it, so that one that is sent again after a failure is no second one, and
     * it is the id that the answer has once the request is put right: nothing is answered twice
     * under two ids. It names the answer and no slate: nothing is opened, remembered or explained
     * under it, and a click that names it labels nothing.
     */
    void refuse(Refused refused) {
        long received = Math.max(1, refused.receivedTime());
        Recommendation answer =
                new Recommendation(
                        Ids.requestedId(refused.asker(), refused.requestId()),
                        refused.asker(),
                        "",
                        List.of(),
                        received,
                        received,
                        now.getAsLong(),
                        0,
                        0,
                        Tier.POPULAR,
                        null,
                        List.of(),
                        refused.requestId(),
                        "",
                        refused.reason());
        send(answer, refused.replyTo());
    }
}
