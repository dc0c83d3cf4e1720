package io.riffle.schema.ask;

import io.riffle.schema.Recommendation;

/** An answer on its way to whoever waits for it. */
public record Reply(Recommendation recommendation, ReplyTo to) {

    /** Key of its record: the user, else the request of a guest. */
    public String key() {
        return recommendation.userId().isEmpty()
                ? recommendation.requestId()
                : recommendation.userId();
    }
}
