package io.riffle.lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.gateway.Caller.Said;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.TopicPlan;
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

/** The gateway between a real broker and a job that answers, or does not. */
class GatewayITCase {

    private static final String PATIENT = "deadline=5s";
    private static final AtomicInteger USERS = new AtomicInteger();

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;
    private static FakeJob job;
    private static Gateway gateway;
    private static Caller caller;

    private String user = "";

    @BeforeAll
    static void start() {
        kafka = new EmbeddedKafka(folder, 0);
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            brokers.create(TopicPlan.all(4), (short) 1);
        }
        job = new FakeJob(kafka.addresses());
        gateway = Gateway.start(GatewaySettings.local(kafka.addresses(), 0, true));
        caller = new Caller(gateway.port());
        Waits.until(() -> gateway.notReady().isEmpty());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        job.close();
        kafka.close();
    }

    @BeforeEach
    void answering() {
        job.silent(false);
        job.empty(false);
        user = "user-" + USERS.incrementAndGet();
    }

    @Test
    void aClickIsInTheSlateThatAnswersIt() {
        Random random = new Random(5);
        List<String> users = List.of(user + "a", user + "b", user + "c");
        for (int i = 0; i < 60; i++) {
            String who = users.get(random.nextInt(users.size()));
            String item = "item-" + random.nextInt(1_000) + "-" + i;
            Said said = click(who, item, PATIENT);
            assertThat(said.status()).isEqualTo(200);
            assertThat(first(said.json())).isEqualTo(item);
            assertThat(said.json().get("tier").getAsString()).isEqualTo("GENERATOR_ONLY");
            assertThat(said.json().get("stored").getAsBoolean()).isTrue();
        }
    }

    @Test
    void theJobIsToldWhereToAnswerAndTheTraceTravels() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Said said = caller.get("/v1/users/" + user + "/slate?" + PATIENT, "traceparent", trace);
        assertThat(said.response().headers().firstValue("traceparent")).hasValue(trace);
        ReplyTo to = job.asked(said.json().get("request_id").getAsString()).get(0);
        assertThat(to.trace()).isEqualTo(trace);
        assertThat(to.partition()).isBetween(0, 3);
    }

    @Test
    void whyASlateIsAsItIsIsAskedForItsUser() {
        String slate = click(user, "i1", PATIENT).json().get("recommendation_id").getAsString();
        Said said = caller.get("/v1/explain/" + slate + "?events=3");
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.json().get("user_id").getAsString()).isEqualTo(user);
        assertThat(said.json().get("reason").getAsString()).isEqualTo("asked for 3");
        String asked =
                caller.get("/v1/users/" + user + "/slate?" + PATIENT)
                        .json()
                        .get("recommendation_id")
                        .getAsString();
        assertThat(caller.get("/v1/explain/" + asked).json().get("reason").getAsString())
                .isEqualTo("asked for 5");
        assertThat(job.asked(slate).get(0).partition()).isBetween(0, 3);
    }

    @Test
    void whyIsNotToldIsAProblem() {
        job.silent(true);
        assertThat(problem("UNKNOWN?user_id=u&deadline=200ms", 504)).contains("(UNKNOWN)");
        job.silent(false);
        assertThat(problem("UNKNOWN?user_id=u", 404)).contains("asked for 5");
        assertThat(problem("BUSY?user_id=u", 429)).isNotEmpty();
        assertThat(problem("REFUSED?user_id=u", 400)).isNotEmpty();
        assertThat(problem("FAILED?user_id=u", 500)).isNotEmpty();
        assertThat(problem("never-seen", 404)).contains("(never-seen)", "?user_id=");
        assertThat(problem("r?events=11", 400)).contains("(11)");
        assertThat(problem("r?user_id=" + "x".repeat(300), 400)).contains("user id");
    }

    private static String problem(String path, int status) {
        Said said = caller.get("/v1/explain/" + path);
        assertThat(said.status()).as(path).isEqualTo(status);
        assertThat(said.json().get("type").getAsString()).startsWith("urn:riffle:problem:");
        return said.json().get("detail").getAsString();
    }

    @Test
    void aGuestIsAnsweredFromTheHistoryOfTheRequest() {
        Said said =
                caller.post(
                        "/v1/slates?" + PATIENT,
                        "{\"history\":[{\"item_id\":\"seen\",\"event_time\":1790000000000}],"
                                + "\"size\":3}");
        assertThat(said.json().getAsJsonArray("items")).hasSize(3);
        assertThat(first(said.json())).isEqualTo("seen");
        assertThat(said.json().has("user_id")).isFalse();
    }

    @Test
    void whyASlateIsEmptyIsTold() {
        Said said =
                caller.get("/v1/users/" + user + "/slate?where=category+in+(nowhere)&" + PATIENT);
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.json().getAsJsonArray("items")).isEmpty();
        assertThat(said.json().get("reason").getAsString()).contains("is by none");
    }

    @Test
    void aSilentJobIsCoveredByTheNewestSlate() {
        click(user, "known", PATIENT);
        job.silent(true);
        Said slate = caller.get("/v1/users/" + user + "/slate");
        assertThat(slate.status()).isEqualTo(200);
        assertThat(slate.json().get("tier").getAsString()).isEqualTo("STALE");
        assertThat(slate.json().get("stale_tier").getAsString()).isEqualTo("GENERATOR_ONLY");
        assertThat(slate.json().get("age_ms").getAsLong()).isNotNegative();
        assertThat(first(slate.json())).isEqualTo("known");
        Said click = click(user, "unanswered", "deadline=50ms");
        assertThat(click.json().get("tier").getAsString()).isEqualTo("STALE");
        assertThat(click.json().get("stored").getAsBoolean()).isTrue();
        job.silent(false);
        assertThat(first(click(user, "again", PATIENT).json())).isEqualTo("again");
    }

    @Test
    void aJobThatBeginsAnewTakesNothingFromWhoIsKnown() {
        click(user, "known", PATIENT);
        job.empty(true);
        Said click = click(user, "into-the-void", PATIENT);
        assertThat(click.json().get("stored").getAsBoolean()).isTrue();
        Said slate = caller.get("/v1/users/" + user + "/slate?" + PATIENT);
        for (Said said : List.of(click, slate)) {
            assertThat(said.json().get("tier").getAsString())
                    .as("%s", said.json())
                    .isEqualTo("STALE");
            assertThat(said.json().get("reason").getAsString()).contains("no items");
            assertThat(first(said.json())).isEqualTo("known");
        }
        job.empty(false);
        assertThat(first(click(user, "again", PATIENT).json())).isEqualTo("again");
    }

    @Test
    void aSilentJobLeavesAConditionUnbroken() {
        click(user, "forbidden", PATIENT);
        job.silent(true);
        Said said =
                caller.get("/v1/users/" + user + "/slate?where=category+in+(news)&deadline=20ms");
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.json().getAsJsonArray("items")).isEmpty();
        assertThat(said.json().get("reason").getAsString()).contains("category in (news)");
    }

    @Test
    void aStrangerIsShownWhatIsPopularWhileTheJobIsSilent() {
        click(user, "anything", PATIENT);
        job.silent(true);
        Said said = caller.get("/v1/users/never-seen/slate?deadline=20ms&size=2");
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.json().get("tier").getAsString()).isEqualTo("STALE");
        assertThat(said.json().has("recommendation_id")).isFalse();
        assertThat(said.json().getAsJsonArray("items")).hasSize(2);
    }

    @Test
    void aClickSentAgainIsAnsweredByItsOwnSlate() {
        String click =
                "{\"event_id\":\"once-"
                        + user
                        + "\",\"user_id\":\""
                        + user
                        + "\",\"item_id\":\"twice\"}";
        Said first = caller.post("/v1/events?" + PATIENT, click);
        Waits.until(
                () ->
                        caller.post("/v1/events?deadline=1s", click)
                                .json()
                                .get("recommendation_id")
                                .equals(first.json().get("recommendation_id")));
        assertThat(job.asked("once-" + user)).isNotEmpty();
    }

    @Test
    void manyClicksAreStoredTogether() {
        List<String> clicks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            clicks.add("{\"user_id\":\"" + user + "\",\"item_id\":\"i" + i + "\"}");
        }
        Said said = caller.post("/v1/events?" + PATIENT, clicks.toString());
        assertThat(said.status()).isEqualTo(202);
        assertThat(said.json().getAsJsonArray("events")).hasSize(100);
        assertThat(caller.post("/v1/events", "[]").status()).isEqualTo(400);
    }

    @Test
    void onlyTheClickThatWaitsIsWaitedFor() {
        job.silent(true);
        Said said =
                caller.post(
                        "/v1/events?wait=false&" + PATIENT,
                        "{\"user_id\":\"" + user + "\",\"item_id\":\"i1\"}");
        assertThat(said.status()).isEqualTo(202);
        Said view =
                caller.post(
                        "/v1/events?" + PATIENT,
                        "{\"user_id\":\"" + user + "\",\"item_id\":\"i1\",\"action\":\"VIEW\"}");
        assertThat(view.status()).isEqualTo(202);
    }

    private static Said click(String user, String item, String query) {
        return caller.post(
                "/v1/events?" + query,
                "{\"user_id\":\"" + user + "\",\"item_id\":\"" + item + "\"}");
    }

    private static String first(JsonObject answer) {
        return answer.getAsJsonArray("items").get(0).getAsJsonObject().get("item_id").getAsString();
    }
}
