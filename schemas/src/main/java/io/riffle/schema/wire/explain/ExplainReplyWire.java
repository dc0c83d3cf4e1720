package io.riffle.schema.wire.explain;

import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.explain.ExplainReply;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.Wire;

/** The value is the explanation: where it is waited for stands in the headers. */
public final class ExplainReplyWire implements Wire<ExplainReply> {

    private final ExplanationWire explanations = new ExplanationWire();

    @Override
    public byte[] write(ExplainReply reply, ContentType type) {
        return explanations.write(reply.explanation(), type);
    }

    @Override
    public ExplainReply read(byte[] bytes, ContentType type) {
        return new ExplainReply(explanations.read(bytes, type), ReplyTo.NOBODY);
    }
}
