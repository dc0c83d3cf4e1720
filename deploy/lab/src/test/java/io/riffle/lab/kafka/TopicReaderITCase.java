package io.riffle.lab.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.console.CommandException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TopicReaderITCase {

    private static final String TOPIC = "click-events";

    /** More than a consumer fetches at once. */
    private static final int RECORDS = 60;

    private static final byte[] LARGE = new byte[200_000];

    @TempDir private Path folder;

    @Test
    @Timeout(120)
    void whereTheBrokersGoAwayMidwayTheReaderSaysSo() {
        AtomicBoolean gone = new AtomicBoolean();
        AtomicLong clock = new AtomicLong();
        EmbeddedKafka kafka = new EmbeddedKafka(folder, 0);
        KafkaAccess access = KafkaAccess.open(kafka.addresses());
        try (Brokers brokers = Brokers.connect(access)) {
            brokers.create(List.of(new TopicPlan(TOPIC, 1, Map.of())), (short) 1);
        }
        try (RecordSender sender = new RecordSender(access)) {
            for (int i = 0; i < RECORDS; i++) {
                sender.send(TOPIC, null, LARGE, List.of());
            }
            sender.flush();
        }
        TopicReader reader =
                new TopicReader(
                        access,
                        TOPIC,
                        () ->
                                gone.get()
                                        ? clock.addAndGet(Standstill.LONGEST.toNanos() / 3)
                                        : clock.get());

        assertThatThrownBy(
                        () ->
                                reader.forEach(
                                        record -> {
                                            if (!gone.getAndSet(true)) {
                                                kafka.close();
                                            }
                                        }))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("The topic (click-events) of " + kafka.addresses())
                .hasMessageContaining("must be readable")
                .hasMessageContaining("\nMaybe ");
    }
}
