package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.DeadLetterWire;
import io.riffle.schema.wire.RawRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listing and sending again, against a real broker. */
class DeadLettersITCase {

    @TempDir private Path folder;
    private final Terminal terminal = new Terminal();
    private EmbeddedKafka kafka;

    @BeforeEach
    void start() {
        kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            brokers.create(TopicPlan.all(2), (short) 1);
        }
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void eachIsSentAgainOnceAndWhatIsNoLetterStopsNothing() {
        write(bytes("no letter at all"));
        write(letter("click-events", Reason.MISSING_ID, "one", List.of()));
        write(letter("click-events", Reason.EMPTY, "other", List.of()));
        write(letter("recommendations", Reason.MISSING_ID, "astray", List.of()));
        write(letter("__consumer_offsets", Reason.MISSING_ID, "hostile", List.of()));

        assertThat(run("list", "--json")).isZero();
        assertThat(terminal.out()).contains("\"total\":4").contains("\"unreadable\":1");
        assertThat(run("retry", "--reason", "missing_id", "--json")).isZero();
        assertThat(terminal.out())
                .contains("\"retried\":1,\"sent_before\":0,\"not_whole\":0,\"other_topic\":2");
        assertThat(values("click-events")).containsExactly("one");
        assertThat(run("retry", "--reason", "missing_id", "--json")).isZero();
        assertThat(values("click-events")).containsExactly("one");

        comesBack();
        write(letter("click-events", Reason.MISSING_ID, "two", List.of()));
        assertThat(run("retry", "--reason", "missing_id", "--json")).isZero();
        assertThat(terminal.out()).contains("\"retried\":1,\"sent_before\":1");
        assertThat(values("click-events")).containsExactlyInAnyOrder("one", "two");
        assertThat(run("retry", "--reason", "missing_id", "--all", "--json")).isZero();
        assertThat(terminal.out()).contains("\"retried\":3");
        assertThat(run("list", "--json")).isZero();
        assertThat(terminal.out()).contains("\"sent_again\":1");
    }

    @Test
    void anEmptyEntryOfTheCatalogueIsNotWithdrawnByARetry() {
        try (RecordSender sender = new RecordSender(kafka.addresses())) {
            sender.send("item-catalog", bytes("k"), bytes("an item"), List.of());
            sender.flush();
        }
        write(letter("item-catalog", Reason.EMPTY, "", List.of()));
        assertThat(run("retry", "--reason", "empty", "--json")).as(terminal.err()).isZero();
        assertThat(terminal.out()).contains("\"retried\":1");
        assertThat(values("item-catalog")).containsExactly("an item", "");
    }

    @Test
    void anEntryUnderAnEmptyKeyIsTakenByTheCatalogue() {
        write(letter("item-catalog", Reason.MISSING_ID, "", "an item", List.of()));
        assertThat(run("retry", "--reason", "missing_id")).as(terminal.err()).isZero();
        assertThat(values("item-catalog")).containsExactly("an item");
    }

    /** As a job does that meets the same record, headers and all, once more. */
    private void comesBack() {
        List<RawRecord> again = new ArrayList<>();
        new TopicReader(kafka.addresses(), "click-events").forEach(again::add);
        write(letter("click-events", Reason.MISSING_ID, "one", again.get(0).headers()));
    }

    @Test
    void aReplayGoesOnAtARow() throws java.io.IOException {
        Path raw = folder.resolve("clicks.jsonl");
        Files.write(raw, List.of("first", "second", "third"));
        assertThat(
                        terminal.run(
                                "replay",
                                "--raw",
                                raw.toString(),
                                "--brokers",
                                kafka.addresses(),
                                "--from",
                                "2",
                                "--json"))
                .isZero();
        assertThat(terminal.out()).contains("\"events\":2").contains("\"next_row\":4");
        assertThat(values("click-events")).containsExactlyInAnyOrder("second", "third");
        assertThat(
                        terminal.run(
                                "replay",
                                "--raw",
                                raw.toString(),
                                "--brokers",
                                kafka.addresses(),
                                "--from",
                                "5"))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("The row (5) of --from must be in the file: it has 3");
    }

    private int run(String command, String... options) {
        List<String> words = new ArrayList<>(List.of("dead-letters", command));
        words.addAll(List.of("--brokers", kafka.addresses()));
        words.addAll(List.of(options));
        return terminal.run(words.toArray(String[]::new));
    }

    private List<String> values(String topic) {
        List<String> values = new ArrayList<>();
        new TopicReader(kafka.addresses(), topic)
                .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
        return values;
    }

    private static byte[] letter(
            String topic,
            Reason reason,
            String value,
            List<java.util.Map.Entry<String, byte[]>> headers) {
        return letter(topic, reason, "k", value, headers);
    }

    private static byte[] letter(
            String topic,
            Reason reason,
            String key,
            String value,
            List<java.util.Map.Entry<String, byte[]>> headers) {
        return new DeadLetterWire()
                .write(
                        new DeadLetter(
                                topic, 0, 7, reason, "why", bytes(key), bytes(value), headers, 1),
                        ContentType.PROTOBUF);
    }

    private void write(byte[] value) {
        try (RecordSender sender = new RecordSender(kafka.addresses())) {
            sender.send("dead-letters", null, value, List.of());
            sender.flush();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
