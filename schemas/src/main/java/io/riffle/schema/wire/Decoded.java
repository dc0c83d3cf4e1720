package io.riffle.schema.wire;

import io.riffle.schema.ClickEvent;
import io.riffle.schema.DeadLetter;

/** What became of one record of {@code click-events}: exactly one of two things. */
public sealed interface Decoded {

    /**
     * A valid click.
     *
     * @param receivedTime Kafka timestamp of its record, epoch ms
     * @param partition of the topic that its record came from
     */
    record Click(ClickEvent event, long receivedTime, int partition) implements Decoded {

        /** A click of the first partition. */
        public Click(ClickEvent event, long receivedTime) {
            this(event, receivedTime, 0);
        }
    }

    /** A record that breaks a rule. */
    record Rejected(DeadLetter deadLetter) implements Decoded {}
}
