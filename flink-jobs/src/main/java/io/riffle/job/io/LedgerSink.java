package io.riffle.job.io;

import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.NoSuchElementException;
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
 * until it is made. Of a writer that cannot be made nobody gets hold: therefore none is begun
 * before the brokers have answered to a client that is closed.
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
    private final KafkaSettings settings;
    private final Duration patience;

    /** Writes as this one does, to the brokers of the settings. */
    LedgerSink(KafkaSink<T> sink, KafkaSettings settings) {
        this(sink, settings, KafkaCheck.PATIENCE);
    }

    LedgerSink(KafkaSink<T> sink, KafkaSettings settings, Duration patience) {
        this.sink = sink;
        this.settings = settings;
        this.patience = patience;
    }

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> createWriter(
            WriterInitContext context) throws IOException {
        brokersAnswer();
        return withoutClient(
                ((TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable>) sink)
                        .createWriter(context));
    }

    @Override
    public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> state) throws IOException {
        brokersAnswer();
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

    private void brokersAnswer() throws IOException {
        try {
            var unused = KafkaCheck.clusterId(settings, patience);
        } catch (NoSuchElementException e) {
            throw new IOException(e.getMessage(), e);
        }
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
