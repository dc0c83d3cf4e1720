package io.riffle.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.gateway.TestCaller;
import io.riffle.gateway.TestCaller.Said;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and that it costs nobody else. No brokers are needed for it. */
class HttpRulesTest {

    private static final String NOBODY = "127.0.0.1:1";
    private static final int TEN_MB = 10 << 20;

    private static Gateway gateway;
    private static TestCaller caller;

    @BeforeAll
    static void start() {
        gateway = Gateway.start(GatewaySettings.local(NOBODY, 0, false));
        caller = new TestCaller(gateway.port());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{'user_id':'u'}",
                "{\"user_id\":\"u\"} {}",
                "{\"user_id\":\"u\",}",
                "[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]"
            })
    void whatIsNoJsonIsRefused(String body) {
        Said said = caller.post("/v1/slates", body);
        assertThat(said.status()).isEqualTo(400);
        assertThat(type(said)).isEqualTo("malformed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/events | {\"user_id\":\"u\",\"itme_id\":\"i\"} | unknown-field | itme_id",
                "/v1/events | {\"user_id\":\"u\"} | invalid | item_id",
                "/v1/events | {\"user_id\":\"u\",\"item_id\":\"i\",\"action\":\"buy\"} | invalid |"
                        + " action",
                "/v1/events | {\"user_id\":\"u\",\"item_id\":\"i\",\"event_time\":5} | invalid |"
                        + " event_time",
                "/v1/events | 7 | invalid | object",
                "/v1/slates | {\"user_id\":\"u\",\"size\":201} | invalid | size",
                "/v1/slates | {\"where\":{\"all\":[]}} | invalid | where",
                "/v1/slates | {\"context\":\"mobile\"} | invalid | $.context",
                "/v1/slates | {\"context\":{\"device\":[]}} | invalid | $.context",
                "/v1/slates | {\"history\":[{\"item_id\":\"i\",\"event_time\":1790000000000,"
                        + "\"action\":\"buy\"}]} | invalid | action",
                "/v1/slates | {\"user_id\":\"u\",\"history\":[{\"item_id\":\"i\",\"event_time\":"
                        + "1790000000000}]} | invalid | history"
            })
    void whatBreaksARuleIsNamed(String path, String body, String type, String named) {
        Said said = caller.post(path, body);
        assertThat(said.status()).isEqualTo(400);
        assertThat(type(said)).isEqualTo(type);
        assertThat(said.json().get("detail").getAsString())
                .contains(named)
                .startsWith("The ")
                .contains("\nMaybe ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobile", ":mobile", "device:a,device:b", "device:a,"})
    void aContextBehindTheQuestionMarkIsNamesAndValues(String context) {
        Said said = caller.get("/v1/users/u/slate?context=" + context);
        assertThat(said.status()).isEqualTo(400);
        assertThat(type(said)).isEqualTo("invalid");
        assertThat(said.json().get("detail").getAsString()).startsWith("The context (" + context);
        assertThat(caller.get("/v1/users/u/slate?context=device:a,referrer:b:c").status())
                .isGreaterThan(400);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWhetherItSaysSoOrNot() {
        byte[] body = new byte[TEN_MB];
        Arrays.fill(body, (byte) ' ');
        assertThat(caller.post("/v1/slates", new String(body, StandardCharsets.US_ASCII)).status())
                .isEqualTo(413);
        Said said =
                caller.said(
                        caller.request("/v1/slates", "Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(body, 0, 1 << 20)))
                                .build());
        assertThat(said.status()).isEqualTo(413);
        assertThat(type(said)).isEqualTo("too-large");
    }

    @Test
    void connectionsThatAreHalfOpenHoldNobodyUp() throws IOException {
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket half = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                halves.add(half);
                RawCaller.write(half, "POST /v1/slates HTTP/1.1\r\nHost: localhost\r\n");
                if (i % 2 == 0) {
                    RawCaller.write(
                            half, "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
                }
            }
            for (int i = 0; i < 20; i++) {
                assertThat(caller.get("/health/live").status()).isEqualTo(200);
                assertThat(caller.post("/v1/slates", "{").status()).isEqualTo(400);
            }
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
    }

    @Test
    void aFormIsNoJson() {
        Said said =
                caller.said(
                        caller.request("/v1/events", "Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}"))
                                .build());
        assertThat(said.status()).isEqualTo(415);
    }

    @Test
    void otherMethodsAndPathsAreRefused() {
        assertThat(caller.post("/v1/items/i/similar", "{}").status()).isEqualTo(405);
        assertThat(caller.get("/v1/events").status()).isIn(404, 405);
        assertThat(caller.get("/v1/live").status()).isEqualTo(404);
        assertThat(caller.get("/../pom.xml").status()).isIn(400, 404);
        assertThat(caller.get("/%2e%2e/io/riffle/gateway/openapi.json").status()).isIn(400, 404);
        assertThat(caller.get("/io/riffle/gateway/openapi.json").status()).isEqualTo(404);
    }

    @Test
    void thePageIsServedUnderAStrictPolicy() {
        Said page = caller.get("/trial.html");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.response().body()).contains("A page for tests");
        assertThat(page.response().headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.response().headers().firstValue("content-type").orElse(""))
                .startsWith("text/html");
    }

    @Test
    void aStrangerIsToldThatNobodyAnswers() {
        Said said = caller.get("/v1/users/u1/slate?deadline=5ms");
        assertThat(said.status()).isEqualTo(504);
        assertThat(type(said)).isEqualTo("no-answer");
        Said stored = caller.post("/v1/events?wait=false", "{\"user_id\":\"u\",\"item_id\":\"i\"}");
        assertThat(stored.status()).isEqualTo(503);
        assertThat(stored.response().headers().firstValue("retry-after")).isPresent();
        assertThat(caller.get("/health/live").status()).isEqualTo(200);
        assertThat(caller.get("/health/ready").status()).isEqualTo(503);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        GatewaySettings same = GatewaySettings.local(NOBODY, gateway.port(), false);
        assertThatThrownBy(() -> Gateway.start(same))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The port (" + gateway.port() + ")");
    }

    private static String type(Said said) {
        return said.json().get("type").getAsString().replace("urn:riffle:problem:", "");
    }
}
