package io.riffle.job.io;

import io.riffle.job.state.Types;
import io.riffle.schema.wire.RawRecord;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka source whose job holds its group's {@link GroupLease} as long as the source's enumerator
 * lives, of which a job has one. Its state is the Kafka source's.
 */
final class LeasedSource
        implements Source<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState>,
                ResultTypeQueryable<RawRecord> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(LeasedSource.class);
    private static final long RENEWAL_MILLIS = 2_000;

    private final KafkaSource<RawRecord> source;
    private final KafkaSettings settings;
    private final String topic;

    /**
     * @param topic that exists; nothing is read from it
     */
    LeasedSource(KafkaSource<RawRecord> source, KafkaSettings settings, String topic) {
        this.source = source;
        this.settings = settings;
        this.topic = topic;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) throws Exception {
        return new Leased(source.createEnumerator(context), context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws Exception {
        return new Leased(source.restoreEnumerator(context, state), context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public SourceReader<RawRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
            throws Exception {
        return source.createReader(context);
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return Types.RAW_RECORD;
    }

    private final class Leased
            implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

        private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> splits;
        private final SplitEnumeratorContext<KafkaPartitionSplit> context;
        private @Nullable GroupLease lease;
        private boolean warned;

        Leased(
                SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> splits,
                SplitEnumeratorContext<KafkaPartitionSplit> context) {
            this.splits = splits;
            this.context = context;
        }

        @Override
        public void start() {
            splits.start();
            try {
                GroupLease held = new GroupLease(settings, topic, InstantSource.system());
                lease = held;
                context.callAsync(
                        () -> {
                            held.renew();
                            return true;
                        },
                        (done, failure) -> warn(failure),
                        0,
                        RENEWAL_MILLIS);
            } catch (RuntimeException e) {
                warn(e);
            }
        }

        /** Without the right to join a group the job runs all the same, seen by nobody. */
        private void warn(@Nullable Throwable failure) {
            if (failure != null && !warned) {
                warned = true;
                LOG.warn(
                        "The group ({}) of this job must be joinable, so that a second job is"
                                + " refused.",
                        GroupLease.group(settings.group()),
                        failure);
            }
        }

        @Override
        public void handleSplitRequest(int subtask, @Nullable String requesterHostname) {
            splits.handleSplitRequest(subtask, requesterHostname);
        }

        @Override
        public void handleSourceEvent(int subtask, SourceEvent event) {
            splits.handleSourceEvent(subtask, event);
        }

        @Override
        public void addSplitsBack(List<KafkaPartitionSplit> back, int subtask) {
            splits.addSplitsBack(back, subtask);
        }

        @Override
        public void addReader(int subtask) {
            splits.addReader(subtask);
        }

        @Override
        public KafkaSourceEnumState snapshotState(long checkpoint) throws Exception {
            return splits.snapshotState(checkpoint);
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) throws Exception {
            splits.notifyCheckpointComplete(checkpoint);
        }

        @Override
        public void close() throws IOException {
            GroupLease held = lease;
            if (held != null) {
                held.close();
            }
            splits.close();
        }
    }
}
