package io.riffle.schema.explain;

import io.riffle.schema.ask.ReplyTo;

/** An explanation on its way to whoever waits for it. */
public record ExplainReply(Explanation explanation, ReplyTo to) {}
