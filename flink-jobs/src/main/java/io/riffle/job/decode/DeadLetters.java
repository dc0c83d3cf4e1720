package io.riffle.job.decode;

import io.riffle.job.state.Types;
import io.riffle.schema.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** The way out for records that cannot be used: a side output of each decoding step. */
public final class DeadLetters {

    static final OutputTag<DeadLetter> REJECTED =
            new OutputTag<>("dead-letters", Types.DEAD_LETTER);

    private DeadLetters() {}

    /** What one decoding step gave up. */
    public static DataStream<DeadLetter> of(SingleOutputStreamOperator<?> decoded) {
        return decoded.getSideOutput(REJECTED);
    }
}
