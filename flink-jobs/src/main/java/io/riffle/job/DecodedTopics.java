package io.riffle.job;

import io.riffle.job.decode.DeadLetters;
import io.riffle.job.decode.DecodeStep;
import io.riffle.job.decode.Decoder;
import io.riffle.job.state.Types;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.wire.RawRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * How both jobs read topics: records as they are, then decoded, both steps under a uid; what none
 * of them could decode ends in one sink.
 */
final class DecodedTopics {

    private static final long UNHURRIED_MILLIS = 50;

    private final StreamExecutionEnvironment env;
    private final List<DataStream<DeadLetter>> letters = new ArrayList<>();

    DecodedTopics(StreamExecutionEnvironment env) {
        this.env = env;
    }

    /**
     * Wires the two steps of a topic that nobody waits for: what is decoded may wait for company.
     * Each output of each step has a thread that wakes at every buffer time-out, whether anything
     * came or not; ten topics at 1 ms took a fifth of a slow core, idle or not.
     *
     * @param one what a record is; uid and name of the source are {@code one-source}
     * @param all what the records are; uid and name of the other step are {@code decode-all}
     */
    <T> SingleOutputStreamOperator<T> read(
            Source<RawRecord, ?, ?> source,
            String one,
            String all,
            Decoder<T> decoder,
            TypeInformation<T> type) {
        SingleOutputStreamOperator<T> decoded = readAtOnce(source, one, all, decoder, type);
        // 0 and -1 have no such thread: it flushes every record, or full buffers only.
        if (env.getBufferTimeout() > 0) {
            decoded.setBufferTimeout(Math.max(env.getBufferTimeout(), UNHURRIED_MILLIS));
        }
        return decoded;
    }

    /** The same for a topic whose records somebody waits for. */
    <T> SingleOutputStreamOperator<T> readAtOnce(
            Source<RawRecord, ?, ?> source,
            String one,
            String all,
            Decoder<T> decoder,
            TypeInformation<T> type) {
        String sourceName = one + "-source";
        String decodeName = "decode-" + all;
        SingleOutputStreamOperator<T> decoded =
                env.fromSource(
                                source,
                                WatermarkStrategy.noWatermarks(),
                                sourceName,
                                Types.RAW_RECORD)
                        .uid(sourceName)
                        .name(sourceName)
                        .process(new DecodeStep<>(decoder), type)
                        .uid(decodeName)
                        .name(decodeName);
        letters.add(DeadLetters.of(decoded));
        return decoded;
    }

    /** Sends what could not be decoded of any topic that was read. */
    void deadLettersTo(Sink<DeadLetter> sink) {
        letters.stream()
                .reduce(DataStream::union)
                .orElseThrow()
                .sinkTo(sink)
                .uid("dead-letter-sink")
                .name("dead-letter-sink");
    }
}
