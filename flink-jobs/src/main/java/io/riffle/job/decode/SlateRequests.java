package io.riffle.job.decode;

import io.riffle.job.state.UserInput;
import io.riffle.job.state.UserInput.Refused;
import io.riffle.job.state.UserInput.Request;
import io.riffle.schema.ContextNames;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.Rules;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.wire.AskHeaders;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.SlateRequestWire;
import io.riffle.schema.wire.WireException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Every request for a slate. One that breaks a rule is a dead letter; whoever asked is told, as far
 * as the record says who that is.
 *
 * @param maxFutureSkew how far a request's time may be after its record's timestamp
 * @param contexts what is read of a request's context
 */
record SlateRequests(Duration maxFutureSkew, ContextNames contexts) implements Decoder<UserInput> {

    @Override
    public void decode(RawRecord raw, Consumer<UserInput> valid, Consumer<DeadLetter> rejected) {
        ReplyTo to = AskHeaders.replyTo(raw);
        try {
            SlateRequest request = new SlateRequestWire().read(raw, SizeLimits.INPUT);
            RecordKeys.check(raw, request.guest() ? "request id" : "user id", request.key());
            checkTime(request, raw.timestamp());
            ConditionTexts.check(request.where());
            valid.accept(new Request(request.with(contexts), raw.timestamp(), to));
        } catch (WireException e) {
            rejected.accept(raw.deadLetter(e.reason(), e.getMessage()));
            SlateRequestWire.Who who = SlateRequestWire.who(raw);
            if (who != null) {
                String reason = String.valueOf(e.getMessage());
                valid.accept(
                        new Refused(who.requestId(), who.userId(), reason, raw.timestamp(), to));
            }
        }
    }

    @Override
    public boolean seesEveryOffset() {
        return true;
    }

    private void checkTime(SlateRequest request, long timestamp) {
        if (timestamp >= 0 && request.requestTime() - maxFutureSkew.toMillis() > timestamp) {
            throw new WireException(
                    Reason.FUTURE_TIME,
                    Rules.sentence(
                            "request_time",
                            request.requestTime(),
                            "a slate request",
                            String.format(
                                    Locale.ROOT,
                                    "be at most %d ms after its record's timestamp (%d)",
                                    maxFutureSkew.toMillis(),
                                    timestamp),
                            "the client's clock is wrong"));
        }
    }
}
