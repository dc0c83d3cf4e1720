package io.riffle.job.decode;

import io.riffle.job.state.UserInput;
import io.riffle.job.state.UserInput.Explain;
import io.riffle.job.state.UserInput.ExplainRefused;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.wire.AskHeaders;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.WireException;
import io.riffle.schema.wire.explain.ExplainRequestWire;
import java.util.function.Consumer;

/**
 * Every question why. One that breaks a rule is a dead letter; whoever asked is told, as far as the
 * record says who that is.
 */
record ExplainRequests() implements Decoder<UserInput> {

    @Override
    public void decode(RawRecord raw, Consumer<UserInput> valid, Consumer<DeadLetter> rejected) {
        ReplyTo to = AskHeaders.replyTo(raw);
        try {
            ExplainRequest request = new ExplainRequestWire().read(raw, SizeLimits.INPUT);
            RecordKeys.check(raw, "user id", request.userId());
            valid.accept(new Explain(request, raw.timestamp(), to));
        } catch (WireException e) {
            rejected.accept(raw.deadLetter(e.reason(), e.getMessage()));
            ExplainRequestWire.Who who = ExplainRequestWire.who(raw);
            if (who != null) {
                valid.accept(
                        new ExplainRefused(
                                who.requestId(),
                                who.recommendationId(),
                                who.userId(),
                                String.valueOf(e.getMessage()),
                                raw.timestamp(),
                                to));
            }
        }
    }
}
