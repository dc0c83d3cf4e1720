package io.riffle.lab.gateway;

import com.google.gson.JsonObject;
import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.Waits;
import io.riffle.lab.gateway.Caller.Said;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.TopicPlan;
import java.nio.file.Path;

/** A gateway between a broker of its own and a job that a test may silence. */
final class GatewayStand implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final FakeJob job;
    private final Gateway gateway;
    private final Caller caller;

    /** Starts all three, and returns when the gateway is ready. */
    GatewayStand(Path folder) {
        kafka = new EmbeddedKafka(folder, 0);
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            brokers.create(TopicPlan.all(4), (short) 1);
        }
        job = new FakeJob(kafka.addresses());
        gateway = Gateway.start(GatewaySettings.local(kafka.addresses(), 0, true));
        caller = new Caller(gateway.port());
        Waits.until(() -> gateway.notReady().isEmpty());
    }

    FakeJob job() {
        return job;
    }

    Caller caller() {
        return caller;
    }

    /** Sends a click, with the query of the request. */
    Said click(String user, String item, String query) {
        return caller.post(
                "/v1/events?" + query,
                "{\"user_id\":\"" + user + "\",\"item_id\":\"" + item + "\"}");
    }

    /** Item of the first slot. */
    static String first(JsonObject answer) {
        return answer.getAsJsonArray("items").get(0).getAsJsonObject().get("item_id").getAsString();
    }

    @Override
    public void close() {
        gateway.close();
        job.close();
        kafka.close();
    }
}
