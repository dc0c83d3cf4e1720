package io.riffle.job.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LedgerSinkTest {

    /** Whoever begins a writer asks it something. */
    private static final WriterInitContext CONTEXT =
            (WriterInitContext)
                    Proxy.newProxyInstance(
                            LedgerSinkTest.class.getClassLoader(),
                            new Class<?>[] {WriterInitContext.class},
                            (proxy, method, arguments) -> {
                                throw new AssertionError("A writer was begun.");
                            });

    /** The connector's writer would make its client, fail, and leave it: it must not be begun. */
    @Test
    void noWriterIsBegunWhileTheBrokersAreAway() throws IOException {
        String away = addressNobodyListensAt();
        LedgerSink<String> sink =
                new LedgerSink<>(
                        connectors(away), KafkaCheckTest.settings(away), Duration.ofMillis(300));
        List<Thread> before = adminClients();

        assertThatThrownBy(() -> sink.createWriter(CONTEXT))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The brokers (" + away + ") of riffle.kafka.brokers must");
        assertThatThrownBy(() -> sink.restoreWriter(CONTEXT, List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Maybe ");

        assertThat(adminClients()).isSubsetOf(before);
    }

    private static KafkaSink<String> connectors(String brokers) {
        KafkaRecordSerializationSchema<String> records =
                (element, context, time) -> new ProducerRecord<>("d", new byte[0]);
        return KafkaSink.<String>builder()
                .setBootstrapServers(brokers)
                .setRecordSerializer(records)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix("riffle")
                .build();
    }

    private static String addressNobodyListensAt() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return "localhost:" + free.getLocalPort();
        }
    }

    private static List<Thread> adminClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-admin-client-thread"))
                .toList();
    }
}
