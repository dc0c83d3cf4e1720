package io.riffle.job.io;

import io.riffle.schema.ask.Reply;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.schema.wire.Wire;

/** The value of a reply is its recommendation: where it is waited for stands in the headers. */
final class ReplyWire implements Wire<Reply> {

    private final RecommendationWire recommendations = new RecommendationWire();

    @Override
    public byte[] write(Reply reply, ContentType type) {
        return recommendations.write(reply.recommendation(), type);
    }

    @Override
    public Reply read(byte[] bytes, ContentType type) {
        return new Reply(recommendations.read(bytes, type), ReplyTo.NOBODY);
    }
}
