package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.KafkaClients;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.ExplainedItem;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Said;
import io.riffle.schema.explain.ServedSlate;
import io.riffle.schema.explain.Without;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.schema.wire.explain.ExplainRequestWire;
import io.riffle.schema.wire.explain.ExplanationWire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code riffle why}, on a real broker and before a job that answers as it is told. */
@SuppressWarnings("NullAway.Init") // started before the first test
class WhyITCase {

    private static final HistoryEvent CLICK = new HistoryEvent("x", 5_000, Action.CLICK);

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;
    private static KafkaConsumer<byte[], byte[]> questions;
    private static Thread job;
    private static volatile boolean over;

    private final Terminal terminal = new Terminal();

    @BeforeAll
    static void start() {
        kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            brokers.create(TopicPlan.all(2), (short) 1);
        }
        try (RecordSender sender = new RecordSender(kafka.addresses())) {
            sender.send(
                    "recommendations",
                    "ann".getBytes(StandardCharsets.UTF_8),
                    new RecommendationWire().write(slate(), ContentType.PROTOBUF),
                    RecordSender.headers(ContentType.PROTOBUF));
            sender.flush();
        }
        questions = KafkaClients.consumer(KafkaAccess.open(kafka.addresses()), false);
        List<TopicPartition> partitions = TopicReader.partitions(questions, "explain-requests");
        questions.assign(partitions);
        questions.seekToEnd(partitions);
        partitions.forEach(questions::position);
        job = new Thread(WhyITCase::answer, "fake-job");
        job.start();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        over = true;
        job.join();
        kafka.close();
    }

    private static void answer() {
        try (RecordSender sender = new RecordSender(kafka.addresses())) {
            while (!over) {
                questions
                        .poll(Duration.ofMillis(50))
                        .forEach(
                                record -> {
                                    ExplainRequest asked =
                                            new ExplainRequestWire()
                                                    .read(TopicReader.raw(record), 1 << 20);
                                    sender.send(
                                            "explanations",
                                            asked.userId().getBytes(StandardCharsets.UTF_8),
                                            new ExplanationWire()
                                                    .write(told(asked), ContentType.PROTOBUF),
                                            RecordSender.headers(ContentType.PROTOBUF));
                                    sender.flush();
                                });
            }
        }
        questions.close();
    }

    private static Recommendation slate() {
        return new Recommendation(
                "r1",
                "ann",
                "e1",
                List.of(new RankedItem("a", 1, 2, 1)),
                5_000,
                5_000,
                5_000,
                7,
                0,
                Tier.GENERATOR_ONLY,
                null,
                List.of());
    }

    private static Explanation told(ExplainRequest asked) {
        if (!asked.userId().equals("ann")) {
            return Explanation.none(
                    asked.requestId(),
                    asked.recommendationId(),
                    asked.userId(),
                    ExplainStatus.UNKNOWN,
                    "It is not kept.");
        }
        List<Said> sources = List.of(new Said("backbone", 3, .5f), new Said("popular", 0, .25f));
        return new Explanation(
                asked.requestId(),
                asked.recommendationId(),
                asked.userId(),
                ExplainStatus.EXPLAINED,
                "",
                new ServedSlate(5_000, 5_001, Tier.GENERATOR_ONLY, 7, 0, "home", false),
                7,
                0,
                true,
                List.of(
                        new ExplainedItem("a", 1, 2, 1, .5f, sources),
                        new ExplainedItem("b", 2, 1, 1, 0, List.of())),
                List.of("a", "b"),
                new Explanation.Counts(9, 1, 4, 1, 0, 2),
                List.of(new Explanation.Barred("z", 1, "condition")),
                asked.events() == 0
                        ? List.of()
                        : List.of(new Without(CLICK, List.of("x", "b"), List.of(0, 1))));
    }

    private int why(String... arguments) {
        List<String> all = new ArrayList<>(List.of("why", "--brokers", kafka.addresses()));
        all.addAll(List.of(arguments));
        return terminal.run(all.toArray(String[]::new));
    }

    @Test
    void theUserIsFoundAndTheSlateExplained() {
        assertThat(why("r1")).as(terminal.err()).isZero();
        assertThat(terminal.out())
                .contains("r1 of user ann", "GENERATOR_ONLY, backbone 7", "placement home")
                .contains("say the same slate again")
                .contains("1 a  score 2.000 (boosted by 0.50)  backbone 3 (0.500) · popular")
                .contains("because of x")
                .contains("1 of 9 known items withdrawn, 1 seen", "4 satisfy the condition")
                .contains("z would be 1: condition")
                .contains("without x (CLICK): a → x");
    }

    @Test
    void jsonIsOneLineAndSaysAll() {
        assertThat(why("r1", "--json", "--events", "0")).isZero();
        assertThat(terminal.out().lines()).hasSize(1);
        assertThat(terminal.out()).contains("\"status\":\"EXPLAINED\"").contains("\"without\":[]");
    }

    @Test
    void whatIsNotKnownIsSaidToBeSo() {
        assertThat(why("r1", "--user", "bob")).isEqualTo(1);
        assertThat(terminal.err()).contains("It is not kept.");
        assertThat(why("r2")).isEqualTo(1);
        assertThat(terminal.err()).contains("The slate (r2) must be among", "--user");
        assertThat(why("r1", "--events", "11")).isEqualTo(2);
        assertThat(terminal.err()).contains("(11)");
    }
}
