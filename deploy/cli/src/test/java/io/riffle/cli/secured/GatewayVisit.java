package io.riffle.cli.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.gateway.http.HttpSettings;
import io.riffle.gateway.kafka.Connection;
import io.riffle.gateway.kafka.Topics;
import io.riffle.lab.kafka.KafkaAccess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Writes to and reads from all that a gateway does, whether the job answers or not. */
final class GatewayVisit {

    private GatewayVisit() {}

    static void to(KafkaAccess access) throws Exception {
        GatewaySettings settings =
                new GatewaySettings(
                        new Connection(access.addresses(), access.client()),
                        Topics.DEFAULT,
                        HttpSettings.loopback(0),
                        GatewaySettings.ANY_PARTITION,
                        GatewaySettings.DEADLINE,
                        GatewaySettings.MOST_IN_FLIGHT,
                        GatewaySettings.VIEW_SLATES,
                        true);
        try (Gateway gateway = Gateway.start(settings)) {
            Patience.until(() -> gateway.notReady().isEmpty());
            String address = "http://127.0.0.1:" + gateway.port();
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest click =
                    HttpRequest.newBuilder(
                                    URI.create(address + "/v1/events?wait=false&deadline=5s"))
                            .header("Content-Type", "application/json")
                            .POST(
                                    BodyPublishers.ofString(
                                            "{\"user_id\":\"u1\",\"item_id\":\"i1\"}"))
                            .build();
            assertThat(client.send(click, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
            HttpRequest slate =
                    HttpRequest.newBuilder(URI.create(address + "/v1/users/u1/slate")).build();
            assertThat(client.send(slate, BodyHandlers.discarding()).statusCode()).isLessThan(505);
            HttpRequest why =
                    HttpRequest.newBuilder(URI.create(address + "/v1/explain/r?user_id=u1"))
                            .build();
            assertThat(client.send(why, BodyHandlers.discarding()).statusCode()).isIn(404, 504);
            HttpRequest items = HttpRequest.newBuilder(URI.create(address + "/v1/items")).build();
            Patience.until(
                    () ->
                            !client.sendAsync(items, BodyHandlers.ofString())
                                    .join()
                                    .body()
                                    .contains("\"matches\":0"));
        }
    }
}
