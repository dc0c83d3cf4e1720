package io.riffle.job.io;

import io.riffle.job.state.Types;
import io.riffle.schema.wire.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes a Kafka record as it is: decoding comes after, where a bad record has a way out. */
final class RawRecords implements KafkaRecordDeserializationSchema<RawRecord> {

    private static final long serialVersionUID = 1L;
    private static final byte[] NO_BYTES = {};

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> kafka, Collector<RawRecord> out) {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
        for (Header header : kafka.headers()) {
            byte[] value = header.value();
            headers.add(Map.entry(header.key(), value == null ? NO_BYTES : value));
        }
        out.collect(
                new RawRecord(
                        kafka.topic(),
                        kafka.partition(),
                        kafka.offset(),
                        kafka.timestamp(),
                        kafka.key(),
                        kafka.value(),
                        headers));
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return Types.RAW_RECORD;
    }
}
