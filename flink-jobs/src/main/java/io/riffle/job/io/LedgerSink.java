package io.riffle.job.io;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sink that writes exactly once, and leaves nothing behind. The connector's writer asks the
 * brokers for transactions that a former attempt left open, by an admin client that it never closes
 * (connector 5.0.0, {@code ExactlyOnceKafkaWriter.getAdminClient}): a thread, its sockets and the
 * job's class loader stay for each start and restart of each subtask. It needs the client only
 * until it is made.
 *
 * @param <T> what is written
 */
final class LedgerSink<T>
        implements TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable> {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(LedgerSink.class);

    private static final String CLIENT = "adminClient";

    private final KafkaSink<T> sink;

    /** Writes as this one does. */
    LedgerSink(KafkaSink<T> sink) {
        this.sink = sink;
    }

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> createWriter(
            WriterInitContext context) throws IOException {
        return withoutClient(
                ((TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable>) sink)
                        .createWriter(context));
    }

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> state) throws IOException {
        return withoutClient(
                ((TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable>) sink)
                        .restoreWriter(context, state));
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return sink.createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committer) {
        sink.addPostCommitTopology(committer);
    }

    /** Closes the client; the writer makes another should it need one. */
    private static <W> W withoutClient(W writer) {
        try {
            Field field = writer.getClass().getDeclaredField(CLIENT);
            field.setAccessible(true);
            if (field.get(writer) instanceof AutoCloseable client) {
                field.set(writer, null);
                client.close();
            }
        } catch (NoSuchFieldException e) {
            LOG.debug("This connector keeps no admin client", e);
        } catch (Exception e) {
            LOG.warn("An admin client of the connector could not be closed, and stays", e);
        }
        return writer;
    }
}
