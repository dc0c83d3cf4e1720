package io.riffle.lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.riffle.artifact.store.ModelStore;
import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.gateway.http.HttpSettings;
import io.riffle.gateway.kafka.Connection;
import io.riffle.gateway.kafka.Topics;
import io.riffle.job.options.CatalogueOptions;
import io.riffle.job.options.RecommendOptions;
import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.Waits;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.SideTopic;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole path under callers who mean no good: all of them together take what is bounded, and
 * everybody else is answered by the job.
 */
@Tag("chaos") // long: ./mvnw verify -Pchaos
class GatewayStrainITCase {

    private static final int ITEMS = 2_000;
    private static final int CONDITIONS = 10_000;
    private static final int AT_ONCE = 100;
    private static final int REMEMBERED = 500;
    private static final int SIZE = 5;

    /** Of the gateway's own pool. */
    private static final int MOST_THREADS = 32;

    @TempDir private Path folder;

    @Test
    void tenThousandConditionsAreAnsweredWhileSlowCallersHold() throws IOException {
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        try (kafka;
                RealJob job = new RealJob(folder.resolve("job"), kafka.addresses(), model())) {
            prepare(kafka.addresses());
            job.start();
            try (Gateway gateway = Gateway.start(settings(kafka.addresses()))) {
                Waits.until(() -> gateway.notReady().isEmpty());
                Caller caller = new Caller(gateway.port());
                Waits.until(Waits.LONG, () -> answered(caller));
                try (SlowCallers slow = new SlowCallers(gateway.port())) {
                    conditions(caller);
                    slow.areTurnedAway();
                }
                assertThat(told(caller, "view_slates")).isEqualTo(REMEMBERED);
                assertThat(told(caller, "in_flight")).isZero();
                assertThat(told(caller, "refused_total")).isZero();
            }
            assertThat(job.restarts()).isZero();
        }
    }

    /** As soon as the job has read the catalogue and serves from its model. */
    private static boolean answered(Caller caller) {
        caller.post(
                "/v1/events?deadline=5s",
                "{\"event_id\":\"first\",\"user_id\":\"u0\",\"item_id\":\"i1000\"}");
        JsonObject slate =
                caller.get("/v1/users/u0/slate?deadline=5s&size=" + SIZE + "&where=price%3C100")
                        .json();
        return slate.has("items")
                && slate.getAsJsonArray("items").size() == SIZE
                && slate.get("tier").getAsString().equals("GENERATOR_ONLY");
    }

    private static void conditions(Caller caller) {
        for (int from = 0; from < CONDITIONS; from += AT_ONCE) {
            List<CompletableFuture<HttpResponse<String>>> some = new ArrayList<>();
            for (int i = from; i < from + AT_ONCE; i++) {
                some.add(
                        caller.posted(
                                "/v1/slates?deadline=10s",
                                "{\"user_id\":\"u0\",\"size\":"
                                        + SIZE
                                        + ",\"where\":\"price > "
                                        + least(i)
                                        + " and price <= "
                                        + most(i)
                                        + "\"}"));
            }
            for (int i = 0; i < AT_ONCE; i++) {
                satisfied(from + i, some.get(i).join());
            }
            assertThat(threads()).isLessThanOrEqualTo(MOST_THREADS);
        }
    }

    private static void satisfied(int condition, HttpResponse<String> said) {
        assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
        JsonObject slate = JsonParser.parseString(said.body()).getAsJsonObject();
        assertThat(slate.get("tier").getAsString()).as(said.body()).isEqualTo("GENERATOR_ONLY");
        assertThat(slate.getAsJsonArray("items")).as(said.body()).hasSize(SIZE);
        for (JsonElement item : slate.getAsJsonArray("items")) {
            String id = item.getAsJsonObject().get("item_id").getAsString();
            assertThat(Integer.parseInt(id.substring(1)))
                    .as(said.body())
                    .isBetween(least(condition) + 1, most(condition));
        }
    }

    /** Each with the next: no two conditions are the same, and each has items enough. */
    private static int least(int condition) {
        return condition % (ITEMS - 20);
    }

    private static int most(int condition) {
        // One more, as what was clicked is not shown.
        return least(condition) + SIZE + 1 + condition / (ITEMS - 20);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("riffle-gateway-http"))
                .count();
    }

    private static long told(Caller caller, String name) {
        return caller.get("/metrics")
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith("riffle_gateway_" + name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private Configuration model() {
        ModelStore store = ModelStore.local(folder.resolve("models"));
        long version = UntrainedBackbone.publish(store, ids(), 1).version();
        Configuration settings = new Configuration();
        settings.set(RecommendOptions.MODEL, store.uri(ModelUpdate.BACKBONE, version));
        settings.set(CatalogueOptions.FILTERABLE, List.of("price"));
        return settings;
    }

    private static List<String> ids() {
        return IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList();
    }

    private static void prepare(String addresses) {
        try (Brokers brokers = Brokers.connect(addresses);
                RecordSender sender = new RecordSender(addresses)) {
            brokers.create(TopicPlan.all(2), (short) 1);
            SideTopic<Item> catalogue = SideTopic.items();
            for (int i = 0; i < ITEMS; i++) {
                Map<String, String> price = Map.of("price", Integer.toString(i));
                catalogue.send(sender, new Item("i" + i, "", List.of("any"), 0, price));
            }
            sender.flush();
        }
    }

    private static GatewaySettings settings(String addresses) {
        return new GatewaySettings(
                new Connection(addresses, Map.of()),
                Topics.DEFAULT,
                HttpSettings.loopback(0),
                GatewaySettings.ANY_PARTITION,
                Duration.ofSeconds(1),
                GatewaySettings.MOST_IN_FLIGHT,
                REMEMBERED,
                false);
    }
}
