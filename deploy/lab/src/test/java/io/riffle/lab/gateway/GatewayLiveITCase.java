package io.riffle.lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.Waits;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.ItemWire;
import io.riffle.schema.wire.ModelUpdateWire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the live page is told, from real topics. */
class GatewayLiveITCase {

    private static final String HASH = "0".repeat(64);

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;
    private static FakeJob job;
    private static Gateway gateway;
    private static Caller caller;

    /** What was heard, by name: events of different names come in no order. */
    private record Events(ConcurrentHashMap<String, BlockingQueue<JsonObject>> byName) {
        BlockingQueue<JsonObject> of(String name) {
            return byName.computeIfAbsent(name, same -> new LinkedBlockingQueue<>());
        }
    }

    @BeforeAll
    static void start() {
        kafka = new EmbeddedKafka(folder, 0);
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            brokers.create(TopicPlan.all(2), (short) 1);
        }
        try (RecordSender sender = new RecordSender(KafkaAccess.open(kafka.addresses()))) {
            Item item = new Item("i1", "A <script>", List.of("news"), 0, Map.of());
            send(sender, "item-catalog", "i1", new ItemWire().write(item, ContentType.PROTOBUF));
            ModelUpdate update =
                    new ModelUpdate(
                            ModelUpdate.BACKBONE, 7, 0, "uri", HASH, 1_000, Map.of("hr10", .5), 0);
            send(
                    sender,
                    "model-updates",
                    "backbone",
                    new ModelUpdateWire().write(update, ContentType.PROTOBUF));
            sender.flush();
        }
        job = new FakeJob(kafka.addresses());
        gateway = Gateway.start(GatewaySettings.local(kafka.addresses(), 0, true));
        caller = new Caller(gateway.port());
        Waits.until(() -> gateway.notReady().isEmpty());
        Waits.until(() -> caller.get("/v1/items").json().get("matches").getAsInt() == 1);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        job.close();
        kafka.close();
    }

    @Test
    void aClickItsSlateTheFiguresAndTheModelsAreTold() throws InterruptedException {
        Events live = follow("/v1/live");
        Events own = follow("/v1/users/u1/events");
        JsonObject announced = next(live, "version", data -> state(data).equals("announced"));
        assertThat(announced.getAsJsonObject("metrics").get("hr10").getAsDouble()).isEqualTo(.5);

        caller.post("/v1/events?deadline=5s", "{\"user_id\":\"u1\",\"item_id\":\"i1\"}");
        JsonObject click =
                next(live, "click", data -> data.get("user_id").getAsString().equals("u1"));
        assertThat(click.get("title").getAsString()).isEqualTo("A <script>");
        String event = click.get("event_id").getAsString();
        JsonObject slate =
                next(
                        live,
                        "slate",
                        data -> data.get("trigger_event_id").getAsString().equals(event));
        assertThat(slate.getAsJsonArray("items").get(0).getAsString()).isEqualTo("i1");
        assertThat(next(own, "slate", data -> true)).isEqualTo(slate);
        assertThat(
                        next(live, "version", data -> state(data).equals("serving"))
                                .get("version")
                                .getAsLong())
                .isEqualTo(7);

        caller.post("/v1/events?deadline=5s", "{\"user_id\":\"u1\",\"item_id\":\"i1\"}");
        JsonObject stats = next(live, "stats", data -> data.get("clicks_scored").getAsInt() > 0);
        assertThat(stats.get("hit_at_10").getAsDouble()).isEqualTo(1);
        assertThat(stats.get("backbone_version").getAsLong()).isEqualTo(7);
        assertThat(stats.get("freshness_ms").getAsLong()).isPositive();
        assertThat(stats.get("items_listed").getAsInt()).isEqualTo(1);
    }

    @Test
    void answersNameTheTitlesThatAreKnown() {
        JsonObject slate =
                caller.post("/v1/events?deadline=5s", "{\"user_id\":\"u2\",\"item_id\":\"i1\"}")
                        .json();
        JsonObject first = slate.getAsJsonArray("items").get(0).getAsJsonObject();
        assertThat(first.get("title").getAsString()).isEqualTo("A <script>");
        assertThat(slate.getAsJsonArray("items").get(1).getAsJsonObject().has("title")).isFalse();
    }

    private static String state(JsonObject version) {
        return version.get("state").getAsString();
    }

    private static JsonObject next(Events events, String name, Predicate<JsonObject> wanted)
            throws InterruptedException {
        while (true) {
            JsonObject data = events.of(name).poll(180, TimeUnit.SECONDS);
            if (data == null) {
                throw new AssertionError("An event (" + name + ") must come, and does not.");
            }
            if (wanted.test(data)) {
                return data;
            }
        }
    }

    private static Events follow(String path) {
        Events events = new Events(new ConcurrentHashMap<>());
        String[] name = {""};
        caller.follow(
                path,
                line -> {
                    if (line.startsWith("event: ")) {
                        name[0] = line.substring("event: ".length());
                    } else if (line.startsWith("data: ")) {
                        events.of(name[0])
                                .add(
                                        JsonParser.parseString(line.substring("data: ".length()))
                                                .getAsJsonObject());
                    }
                });
        return events;
    }

    private static void send(RecordSender sender, String topic, String key, byte[] value) {
        sender.send(topic, key.getBytes(StandardCharsets.UTF_8), value, List.of());
    }
}
