package io.riffle.lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.gateway.Caller.Said;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers are shown where the job says nothing, or nothing of use. */
class GatewayFallbackITCase {

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
    void aSilentJobIsCoveredByTheNewestSlate() {
        stand.click(user, "known", PATIENT);
        stand.job().silent(true);
        Said slate = stand.caller().get("/v1/users/" + user + "/slate");
        assertThat(slate.status()).isEqualTo(200);
        assertThat(slate.json().get("tier").getAsString()).isEqualTo("STALE");
        assertThat(slate.json().get("stale_tier").getAsString()).isEqualTo("GENERATOR_ONLY");
        assertThat(slate.json().get("age_ms").getAsLong()).isNotNegative();
        assertThat(GatewayStand.first(slate.json())).isEqualTo("known");
        Said click = stand.click(user, "unanswered", "deadline=50ms");
        assertThat(click.json().get("tier").getAsString()).isEqualTo("STALE");
        assertThat(click.json().get("stored").getAsBoolean()).isTrue();
        stand.job().silent(false);
        assertThat(GatewayStand.first(stand.click(user, "again", PATIENT).json()))
                .isEqualTo("again");
    }

    @Test
    void aJobThatBeginsAnewTakesNothingFromWhoIsKnown() {
        stand.click(user, "known", PATIENT);
        stand.job().empty(true);
        Said click = stand.click(user, "into-the-void", PATIENT);
        assertThat(click.json().get("stored").getAsBoolean()).isTrue();
        Said slate = stand.caller().get("/v1/users/" + user + "/slate?" + PATIENT);
        for (Said said : List.of(click, slate)) {
            assertThat(said.json().get("tier").getAsString())
                    .as("%s", said.json())
                    .isEqualTo("STALE");
            assertThat(said.json().get("reason").getAsString()).contains("no items");
            assertThat(GatewayStand.first(said.json())).isEqualTo("known");
        }
        stand.job().empty(false);
        assertThat(GatewayStand.first(stand.click(user, "again", PATIENT).json()))
                .isEqualTo("again");
    }

    @Test
    void aSilentJobLeavesAConditionUnbroken() {
        stand.click(user, "forbidden", PATIENT);
        stand.job().silent(true);
        Said said =
                stand.caller()
                        .get("/v1/users/" + user + "/slate?where=category+in+(news)&deadline=20ms");
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.json().getAsJsonArray("items")).isEmpty();
        assertThat(said.json().get("reason").getAsString()).contains("category in (news)");
    }

    @Test
    void aStrangerIsShownWhatIsPopularWhileTheJobIsSilent() {
        stand.click(user, "anything", PATIENT);
        stand.job().silent(true);
        Said said = stand.caller().get("/v1/users/never-seen/slate?deadline=20ms&size=2");
        assertThat(said.status()).isEqualTo(200);
        assertThat(said.json().get("tier").getAsString()).isEqualTo("STALE");
        assertThat(said.json().has("recommendation_id")).isFalse();
        assertThat(said.json().getAsJsonArray("items")).hasSize(2);
    }
}
