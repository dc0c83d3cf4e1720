package io.riffle.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.gateway.TestCaller;
import io.riffle.gateway.TestCaller.Said;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and how often. */
class GuardTest {

    private static final String TOKEN = "0123456789abcdef";
    private static final String NOBODY = "127.0.0.1:1";

    @Test
    void onlyWhoShowsATokenIsLetIn() {
        try (Gateway own =
                started(
                        new HttpSettings(
                                HttpSettings.LOOPBACK,
                                0,
                                Set.of(TOKEN),
                                null,
                                Set.of(),
                                1_024,
                                0))) {
            TestCaller to = new TestCaller(own.port());
            String path = "/v1/users/u1/slate?deadline=5ms";
            assertThat(to.get(path).status()).isEqualTo(401);
            assertThat(to.get("/metrics").status()).isEqualTo(401);
            assertThat(to.get(path, "Authorization", "Bearer wrong").status()).isEqualTo(401);
            assertThat(to.get(path, "Authorization", "Bearer " + TOKEN).status()).isEqualTo(504);
            assertThat(to.get("/health/live").status()).isEqualTo(200);
            assertThat(to.get("/openapi.json").status()).isEqualTo(200);
        }
    }

    @Test
    void onlyPagesOfTheListMayCall() {
        String shop = "https://shop.example";
        try (Gateway own =
                started(
                        new HttpSettings(
                                HttpSettings.LOOPBACK,
                                0,
                                Set.of(),
                                null,
                                Set.of(shop),
                                1_024,
                                0))) {
            TestCaller to = new TestCaller(own.port());
            assertThat(allowed(to.get("/health/live", "Origin", shop))).isEqualTo(shop);
            assertThat(allowed(to.get("/health/live", "Origin", "https://evil.example"))).isEmpty();
            assertThat(preflight(to, shop).status()).isEqualTo(204);
            assertThat(preflight(to, "https://evil.example").status()).isEqualTo(403);
        }
    }

    @Test
    void whoAsksTooOftenIsToldToWait() {
        try (Gateway own =
                started(
                        new HttpSettings(
                                HttpSettings.LOOPBACK, 0, Set.of(), null, Set.of(), 1_024, 3))) {
            TestCaller to = new TestCaller(own.port());
            List<Said> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(to.post("/v1/slates", "{"));
            }
            assertThat(all).extracting(Said::status).contains(400, 429);
            Said refused = all.stream().filter(said -> said.status() == 429).findFirst().get();
            assertThat(type(refused)).isEqualTo("rate");
            assertThat(refused.response().headers().firstValue("retry-after")).hasValue("1");
        }
    }

    @Test
    void withAKeyStoreItSpeaksTls(@TempDir Path folder) throws Exception {
        Path keystore = folder.resolve("keys.p12");
        keytool(keystore);
        Tls tls = new Tls(keystore, TOKEN);
        try (Gateway own =
                started(
                        new HttpSettings(
                                HttpSettings.LOOPBACK, 0, Set.of(), tls, Set.of(), 1_024, 0))) {
            HttpClient client = HttpClient.newBuilder().sslContext(trusting(keystore)).build();
            URI address = URI.create("https://localhost:" + own.port() + "/health/live");
            assertThat(
                            client.send(
                                            HttpRequest.newBuilder(address).build(),
                                            BodyHandlers.ofString())
                                    .body())
                    .contains("live");
            assertThatThrownBy(() -> new TestCaller(own.port()).get("/health/live"))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static void keytool(Path keystore) throws Exception {
        Process made =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                keystore.toString(),
                                "-storepass",
                                TOKEN)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(made.waitFor()).isZero();
    }

    private static SSLContext trusting(Path keystore) throws Exception {
        KeyStore keys = KeyStore.getInstance(keystore.toFile(), TOKEN.toCharArray());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Gateway started(HttpSettings http) {
        return Gateway.start(GatewaySettings.local(NOBODY, 0, false).with(http));
    }

    private static Said preflight(TestCaller to, String origin) {
        return to.said(
                to.request("/v1/events", "Origin", origin, "Access-Control-Request-Method", "POST")
                        .method("OPTIONS", BodyPublishers.noBody())
                        .build());
    }

    private static String allowed(Said said) {
        return said.response().headers().firstValue("access-control-allow-origin").orElse("");
    }

    private static String type(Said said) {
        return said.json().get("type").getAsString().replace("urn:riffle:problem:", "");
    }
}
