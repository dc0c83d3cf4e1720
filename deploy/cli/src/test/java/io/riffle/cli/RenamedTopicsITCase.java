package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.options.KafkaOptions;
import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.DeadLetterWire;
import io.riffle.schema.wire.guests.MergeUsersWire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on brokers where every topic has a name of the house, and none has ours. */
class RenamedTopicsITCase {

    @TempDir private Path folder;
    private final Terminal terminal = new Terminal();
    private EmbeddedKafka kafka;

    @BeforeEach
    void start() {
        kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        assertThat(run("topics", "create", "--partitions", "2")).isZero();
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void everyCommandSpeaksToThem() throws Exception {
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            assertThat(brokers.names()).allMatch(name -> name.startsWith("acme."));
        }
        assertThat(run("topics", "describe", "--json")).isZero();
        assertThat(terminal.out()).contains("\"missing\":[]").contains("acme.slate-replies");

        Path raw = folder.resolve("clicks.jsonl");
        Files.write(raw, List.of("first"));
        assertThat(run("replay", "--raw", raw.toString())).isZero();
        assertThat(values("acme.click-events")).containsExactly("first");

        letter("acme.click-events", "second");
        letter("click-events", "of a topic that is not ours here");
        assertThat(run("dead-letters", "list", "--json")).isZero();
        assertThat(terminal.out()).contains("\"total\":2");
        assertThat(run("dead-letters", "retry", "--reason", "empty", "--json")).isZero();
        assertThat(terminal.out()).contains("\"retried\":1").contains("\"other_topic\":1");
        assertThat(values("acme.click-events")).containsExactlyInAnyOrder("first", "second");

        assertThat(run("forget", "--user", "u1", "--wait", "0")).isZero();
        assertThat(values("acme.forget-requests")).hasSize(1);
        // The guests that a user has been are forgotten too, and a guest's guests.
        merged("g1", "u2");
        merged("g0", "g1");
        merged("g9", "u9");
        assertThat(run("forget", "--user", "u2", "--wait", "0")).isZero();
        assertThat(values("acme.forget-requests")).hasSize(4);

        // Records that are no clicks, one letter of which is there: read, and found wanting.
        assertThat(run("audit", "--pause", "0", "--json")).isEqualTo(1);
        assertThat(terminal.out()).contains("\"broken\":2");
    }

    @Test
    void aTopicThatIsMissingIsNamedAsItIsCalledHere() {
        assertThat(
                        terminal.run(
                                "dead-letters",
                                "list",
                                "--brokers",
                                kafka.addresses(),
                                "--topic",
                                "dead-letters=acme.letters"))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("The topics (acme.letters) of").contains("--topic");
    }

    @Test
    void everyTopicOfThePlanHasItsOptionOfTheJob() {
        List<String> options = KafkaOptions.ALL.stream().map(ConfigOption::key).toList();
        for (TopicPlan plan : TopicPlan.all(1)) {
            assertThat(options).contains("riffle.kafka.topic." + plan.name());
        }
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--brokers", kafka.addresses()));
        for (TopicPlan plan : TopicPlan.all(1)) {
            all.addAll(List.of("--topic", plan.name() + "=acme." + plan.name()));
        }
        return terminal.run(all.toArray(String[]::new));
    }

    private void letter(String topic, String value) {
        DeadLetter letter =
                new DeadLetter(
                        topic, 0, 7, Reason.EMPTY, "why", bytes("k"), bytes(value), List.of(), 1);
        try (RecordSender sender = new RecordSender(kafka.addresses())) {
            sender.send(
                    "acme.dead-letters",
                    null,
                    new DeadLetterWire().write(letter, ContentType.PROTOBUF),
                    List.of());
            sender.flush();
        }
    }

    private void merged(String guest, String user) {
        try (RecordSender sender = new RecordSender(kafka.addresses())) {
            sender.send(
                    "acme.user-merges",
                    bytes(guest),
                    new MergeUsersWire()
                            .write(
                                    new MergeUsers(guest, user, 1_790_000_000_000L),
                                    ContentType.PROTOBUF),
                    RecordSender.headers(ContentType.PROTOBUF));
            sender.flush();
        }
    }

    private List<String> values(String topic) {
        List<String> values = new ArrayList<>();
        new TopicReader(kafka.addresses(), topic)
                .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
        return values;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
