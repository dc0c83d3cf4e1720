package io.riffle.lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.Waits;
import io.riffle.lab.gateway.Caller.Said;
import io.riffle.schema.ask.ReplyTo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway between a real broker and a job that answers. */
class GatewayITCase {

    private static final String PATIENT = "deadline=5s";
    private static final AtomicInteger USERS = new AtomicInteger();

    @TempDir private static Path folder;
    private static GatewayStand stand;

    private String user = "";

    @BeforeAll
    static void start() {
        stand = new GatewayStand(folder);
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    @BeforeEach
    void answering() {
        stand.job().silent(false);
        stand.job().empty(false);
        user = "user-" + USERS.incrementAndGet();
    }

    @Test
    void aClickIsInTheSlateThatAnswersIt() {
        Random random = new Random(5);
        List<String> users = List.of(user + "a", user + "b", user + "c");
        for (int i = 0; i < 60; i++) {
            String who = users.get(random.nextInt(users.size()));
            String item = "item-" + random.nextInt(1_000) + "-" + i;
            Said said = stand.click(who, item, PATIENT);
            assertThat(said.status()).isEqualTo(200);
            assertThat(GatewayStand.first(said.json())).isEqualTo(item);
            assertThat(said.json().get("tier").getAsString()).isEqualTo("GENERATOR_ONLY");
            assertThat(said.json().get("stored").getAsBoolean()).isTrue();
        }
    }

    @Test
    void theJobIsToldWhereToAnswerAndTheTraceTravels() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Said said =
                stand.caller().get("/v1/users/" + user + "/slate?" + PATIENT, "traceparent", trace);
        assertThat(said.response().headers().firstValue("traceparent")).hasValue(trace);
        ReplyTo to = stand.job().asked(said.json().get("request_id").getAsString()).get(0);
        assertThat(to.trace()).isEqualTo(trace);
        assertThat(to.partition()).isBetween(0, 3);
    }

    @Test
    void whyASlateIsAsItIsIsAskedForItsUser() {
        String slate =
                stand.click(user, "i1", PATIENT).json().get("recommendation_id").getAsString();
        Said said = stand.caller().get("/v1/explain/" + slate + "?events=3");
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.json().get("user_id").getAsString()).isEqualTo(user);
        assertThat(said.json().get("reason").getAsString()).isEqualTo("asked for 3");
        String asked =
                stand.caller()
                        .get("/v1/users/" + user + "/slate?" + PATIENT)
                        .json()
                        .get("recommendation_id")
                        .getAsString();
        assertThat(stand.caller().get("/v1/explain/" + asked).json().get("reason").getAsString())
                .isEqualTo("asked for 5");
        assertThat(stand.job().asked(slate).get(0).partition()).isBetween(0, 3);
    }

    @Test
    void whyIsNotToldIsAProblem() {
        stand.job().silent(true);
        assertThat(problem("UNKNOWN?user_id=u&deadline=200ms", 504)).contains("(UNKNOWN)");
        stand.job().silent(false);
        assertThat(problem("UNKNOWN?user_id=u", 404)).contains("asked for 5");
        assertThat(problem("BUSY?user_id=u", 429)).isNotEmpty();
        assertThat(problem("REFUSED?user_id=u", 400)).isNotEmpty();
        assertThat(problem("FAILED?user_id=u", 500)).isNotEmpty();
        assertThat(problem("never-seen", 404)).contains("(never-seen)", "?user_id=");
        assertThat(problem("r?events=11", 400)).contains("(11)");
        assertThat(problem("r?user_id=" + "x".repeat(300), 400)).contains("user id");
    }

    private static String problem(String path, int status) {
        Said said = stand.caller().get("/v1/explain/" + path);
        assertThat(said.status()).as(path).isEqualTo(status);
        assertThat(said.json().get("type").getAsString()).startsWith("urn:riffle:problem:");
        return said.json().get("detail").getAsString();
    }

    @Test
    void aGuestIsAnsweredFromTheHistoryOfTheRequest() {
        Said said =
                stand.caller()
                        .post(
                                "/v1/slates?" + PATIENT,
                                "{\"history\":[{\"item_id\":\"seen\",\"event_time\":1790000000000}],"
                                    + "\"size\":3}");
        assertThat(said.json().getAsJsonArray("items")).hasSize(3);
        assertThat(GatewayStand.first(said.json())).isEqualTo("seen");
        assertThat(said.json().has("user_id")).isFalse();
    }

    @Test
    void whyASlateIsEmptyIsTold() {
        Said said =
                stand.caller()
                        .get("/v1/users/" + user + "/slate?where=category+in+(nowhere)&" + PATIENT);
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.json().getAsJsonArray("items")).isEmpty();
        assertThat(said.json().get("reason").getAsString()).contains("is by none");
    }

    @Test
    void aClickSentAgainIsAnsweredByItsOwnSlate() {
        String click =
                "{\"event_id\":\"once-"
                        + user
                        + "\",\"user_id\":\""
                        + user
                        + "\",\"item_id\":\"twice\"}";
        Said first = stand.caller().post("/v1/events?" + PATIENT, click);
        Waits.until(
                () ->
                        stand.caller()
                                .post("/v1/events?deadline=1s", click)
                                .json()
                                .get("recommendation_id")
                                .equals(first.json().get("recommendation_id")));
        assertThat(stand.job().asked("once-" + user)).isNotEmpty();
    }

    @Test
    void manyClicksAreStoredTogether() {
        List<String> clicks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            clicks.add("{\"user_id\":\"" + user + "\",\"item_id\":\"i" + i + "\"}");
        }
        Said said = stand.caller().post("/v1/events?" + PATIENT, clicks.toString());
        assertThat(said.status()).isEqualTo(202);
        assertThat(said.json().getAsJsonArray("events")).hasSize(100);
        assertThat(stand.caller().post("/v1/events", "[]").status()).isEqualTo(400);
    }

    @Test
    void onlyTheClickThatWaitsIsWaitedFor() {
        stand.job().silent(true);
        Said said =
                stand.caller()
                        .post(
                                "/v1/events?wait=false&" + PATIENT,
                                "{\"user_id\":\"" + user + "\",\"item_id\":\"i1\"}");
        assertThat(said.status()).isEqualTo(202);
        Said view =
                stand.caller()
                        .post(
                                "/v1/events?" + PATIENT,
                                "{\"user_id\":\""
                                        + user
                                        + "\",\"item_id\":\"i1\",\"action\":\"VIEW\"}");
        assertThat(view.status()).isEqualTo(202);
    }
}
