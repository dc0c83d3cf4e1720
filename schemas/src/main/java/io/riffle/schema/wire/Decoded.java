package io.riffle.schema.wire;

import io.riffle.schema.ClickEvent;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.ask.ReplyTo;

/** What became of one record of {@code click-events}: exactly one of two things. */
public sealed interface Decoded {

    /**
     * A valid click.
     *
     * @param receivedTime Kafka timestamp of its record, epoch ms
     * @param partition of the topic that its record came from
     * @param replyTo where somebody waits for the answer, beside its topic
     */
    record Click(ClickEvent event, long receivedTime, int partition, ReplyTo replyTo)
            implements Decoded {

        /** A click for whose answer nobody waits. */
        public Click(ClickEvent event, long receivedTime, int partition) {
            this(event, receivedTime, partition, ReplyTo.NOBODY);
        }

        /** A click of the first partition. */
        public Click(ClickEvent event, long receivedTime) {
            this(event, receivedTime, 0);
        }
    }

    /** A record that breaks a rule. */
    record Rejected(DeadLetter deadLetter) implements Decoded {}
}
