package io.riffle.job;

import io.riffle.job.io.DecodeStep;
import io.riffle.job.io.Decoder;
import io.riffle.job.state.Types;
import io.riffle.schema.wire.RawRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** How both jobs read a topic: records as they are, then decoded, both steps under a uid. */
final class DecodedTopic {

    private DecodedTopic() {}

    /**
     * Wires the two steps.
     *
     * @param sourceName uid and name of the first
     * @param decodeName uid and name of the second
     */
    static <T> SingleOutputStreamOperator<T> of(
            StreamExecutionEnvironment env,
            Source<RawRecord, ?, ?> source,
            String sourceName,
            String decodeName,
            Decoder<T> decoder,
            TypeInformation<T> type) {
        SingleOutputStreamOperator<RawRecord> raw =
                env.fromSource(
                                source,
                                WatermarkStrategy.noWatermarks(),
                                sourceName,
                                Types.RAW_RECORD)
                        .uid(sourceName)
                        .name(sourceName);
        return raw.process(new DecodeStep<>(decoder), type).uid(decodeName).name(decodeName);
    }
}
