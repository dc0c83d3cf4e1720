package io.riffle.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.gateway.TestCaller;
import io.riffle.gateway.TestCaller.Said;
import io.riffle.gateway.ask.Answers;
import io.riffle.gateway.http.Route;
import io.riffle.gateway.view.CatalogueView;
import io.riffle.schema.Item;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document and the implementation say the same. */
class OpenApiTest {

    private static final OpenApi DOCUMENT = new OpenApi();
    private static Gateway gateway;
    private static TestCaller caller;

    @BeforeAll
    static void start() {
        gateway = Gateway.start(GatewaySettings.local("127.0.0.1:1", 0, true));
        caller = new TestCaller(gateway.port());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void everyRouteIsDescribedAndNoOther() {
        assertThat(DOCUMENT.operations())
                .isEqualTo(
                        new TreeSet<>(
                                gateway.routes().stream().map(OpenApiTest::operation).toList()));
    }

    @Test
    void everyBodyHasTheFieldsThatAreDescribedAndNoOther() {
        assertThat(DOCUMENT.fields("Click")).isEqualTo(new TreeSet<>(ClickBody.FIELDS));
        assertThat(DOCUMENT.fields("SlateRequest")).isEqualTo(new TreeSet<>(SlateBody.FIELDS));
        assertThat(DOCUMENT.fields("HistoryEvent"))
                .isEqualTo(new TreeSet<>(SlateBody.EVENT_FIELDS));
    }

    @Test
    void everyParameterIsTakenAndNoOther() {
        for (Route route : gateway.routes()) {
            String path = route.path().replace("{id}", "some");
            if (!path.startsWith("/v1") || path.matches("/v1/(stream|live|users/some/events)")) {
                continue;
            }
            for (String name : DOCUMENT.parameters(operation(route))) {
                assertThat(ask(route, path + "?" + name + "=nonsense").response().body())
                        .as("%s of %s", name, path)
                        .doesNotContain("unknown-field");
            }
            Said said = ask(route, path + "?unheard=1");
            assertThat(said.status()).isEqualTo(400);
            assertThat(said.json().get("type").getAsString()).endsWith("unknown-field");
        }
    }

    @Test
    void answersAreAsDescribed() {
        CatalogueView catalogue = new CatalogueView(10);
        catalogue.put(new Item("i1", "One", List.of("c"), 0, Map.of()));
        AnswerJson answers = new AnswerJson(catalogue, InstantSource.system());
        for (var answer : Answers.ofEveryKind()) {
            JsonObject json = answers.write(answer, "u1", System.nanoTime());
            assertThat(DOCUMENT.wrong("Slate", json)).isEmpty();
        }
        for (var told : Answers.explanations()) {
            JsonObject json = new ExplanationJson(catalogue).write(told, System.nanoTime());
            assertThat(DOCUMENT.wrong("Explanation", json)).isEmpty();
        }
        Said items = caller.get("/v1/items");
        assertThat(items.status()).isEqualTo(200);
        assertThat(DOCUMENT.wrong("Items", items.json())).isEmpty();
    }

    @Test
    void operatorsAndTheRefusedAreAnsweredAsDescribed() {
        assertThat(DOCUMENT.wrong("Health", caller.get("/health/live").json())).isEmpty();
        Said ready = caller.get("/health/ready");
        assertThat(ready.status()).isEqualTo(503);
        assertThat(DOCUMENT.wrong("Health", ready.json())).isEmpty();
        for (String path : List.of("/nothing", "/v1/nothing", "/v1/users/u1/slate?size=0")) {
            Said said = caller.get(path);
            assertThat(said.status()).isBetween(400, 599);
            assertThat(DOCUMENT.wrong("Problem", said.json())).isEmpty();
            assertThat(said.response().headers().firstValue("content-type"))
                    .hasValue("application/problem+json");
        }
        assertThat(caller.get("/openapi.json").json()).isEqualTo(DOCUMENT.whole());
    }

    private static Said ask(Route route, String path) {
        return route.method().name().equals("GET") ? caller.get(path) : caller.post(path, "{}");
    }

    private static String operation(Route route) {
        return route.method() + " " + route.path();
    }
}
