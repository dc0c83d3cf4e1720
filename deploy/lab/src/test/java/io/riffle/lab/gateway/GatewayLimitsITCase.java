package io.riffle.lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.Waits;
import io.riffle.lab.gateway.Caller.Said;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.TopicPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway when there is too much of something, or nothing left to ask. */
class GatewayLimitsITCase {

    private static final String PATIENT = "deadline=5s";
    private static final int IN_FLIGHT = 8;
    private static final Path KEPT = Path.of("../observability/gateway.prom");

    @TempDir private Path folder;
    private EmbeddedKafka kafka;
    private FakeJob job;
    private Gateway gateway;
    private Caller caller;

    @BeforeEach
    void start() {
        kafka = new EmbeddedKafka(folder, 0);
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            brokers.create(TopicPlan.all(2), (short) 1);
        }
        job = new FakeJob(kafka.addresses());
        gateway =
                Gateway.start(
                        GatewaySettings.local(kafka.addresses(), 0, true)
                                .withMostInFlight(IN_FLIGHT));
        caller = new Caller(gateway.port());
        Waits.until(() -> gateway.notReady().isEmpty());
    }

    @AfterEach
    void stop() {
        gateway.close();
        job.close();
        kafka.close();
    }

    @Test
    void moreThanMayWaitAreTurnedAwayAtOnce() {
        click("u1", "i1");
        job.silent(true);
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 4 * IN_FLIGHT; i++) {
            all.add(caller.posted("/v1/slates?deadline=2s", "{\"user_id\":\"u1\"}"));
        }
        List<Integer> statuses = all.stream().map(one -> one.join().statusCode()).toList();
        assertThat(statuses).contains(200, 429).containsOnly(200, 429);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(IN_FLIGHT);
        job.silent(false);
        assertThat(click("u1", "i2").status()).isEqualTo(200);
    }

    /** {@code -Driffle.golden.regenerate=gateway} keeps what was told as a file. */
    @Test
    void whatRulesAreTriedOnIsWhatItTells() throws IOException {
        click("u1", "i1");
        job.silent(true);
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 4 * IN_FLIGHT; i++) {
            all.add(
                    caller.posted(
                            "/v1/events?deadline=2s", "{\"user_id\":\"u1\",\"item_id\":\"i2\"}"));
        }
        all.forEach(CompletableFuture::join);
        // What is counted is counted behind the answer.
        Waits.until(() -> told().contains("status=\"429\""));
        String told = told().replaceAll("(?m)^.*route=\"other\".*\n", "");
        if ("gateway".equals(System.getProperty("riffle.golden.regenerate"))) {
            Files.writeString(KEPT, told);
        }
        assertThat(series(told)).isEqualTo(series(Files.readString(KEPT))).hasSizeGreaterThan(20);
    }

    private String told() {
        return caller.get("/metrics").response().body();
    }

    /** Names with their labels, without values. */
    private static List<String> series(String told) {
        return told.lines().map(line -> line.replaceFirst("^([^#].*) \\S+$", "$1")).toList();
    }

    @Test
    void aClientThatReadsNothingIsDroppedAndHoldsNobodyUp() throws IOException {
        try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            deaf.setReceiveBufferSize(1_024);
            deaf.getOutputStream()
                    .write(
                            "GET /v1/users/u1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            Waits.until(() -> metric("streams") == 1);
            Waits.until(
                    () -> {
                        clicks(100);
                        return metric("streams") == 0;
                    });
            // It is counted by whom it held up, after it is gone.
            Waits.until(() -> metric("dropped_streams_total") > 0);
        }
    }

    @Test
    void withoutBrokersTheViewAnswersAndItRecoversByItself() {
        click("u1", "i1");
        int port = kafka.port();
        job.close();
        kafka.close();
        Said slate = caller.get("/v1/users/u1/slate");
        assertThat(slate.status()).isEqualTo(200);
        assertThat(slate.json().get("tier").getAsString()).isEqualTo("STALE");
        Said click = caller.post("/v1/events", "{\"user_id\":\"u1\",\"item_id\":\"i2\"}");
        assertThat(click.status()).isEqualTo(200);
        assertThat(click.json().get("stored").getAsBoolean()).isFalse();
        Waits.until(() -> caller.get("/health/ready").status() == 503);
        kafka = new EmbeddedKafka(folder, port);
        job = new FakeJob(kafka.addresses());
        Waits.until(() -> !tier(click("u1", "i3")).equals("STALE"));
        Waits.until(() -> caller.get("/health/ready").status() == 200);
    }

    private Said click(String user, String item) {
        return caller.post(
                "/v1/events?" + PATIENT,
                "{\"user_id\":\"" + user + "\",\"item_id\":\"" + item + "\"}");
    }

    /** Clicks whose answers are long: what may wait is full the sooner. */
    private void clicks(int count) {
        List<String> clicks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clicks.add("{\"user_id\":\"u1\",\"item_id\":\"" + "i".repeat(250) + i + "\"}");
        }
        caller.post("/v1/events?" + PATIENT, clicks.toString());
    }

    private static String tier(Said said) {
        return said.json().has("tier") ? said.json().get("tier").getAsString() : "STALE";
    }

    private long metric(String name) {
        for (String line : told().split("\n", -1)) {
            if (line.startsWith("riffle_gateway_" + name + " ")) {
                return Long.parseLong(line.substring(line.indexOf(' ') + 1));
            }
        }
        throw new AssertionError(name);
    }
}
