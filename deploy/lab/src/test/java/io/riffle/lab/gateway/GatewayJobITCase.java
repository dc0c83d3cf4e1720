package io.riffle.lab.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.Waits;
import io.riffle.lab.gateway.Callers.Called;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.TopicPlan;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.wire.RecommendationWire;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job dies under a gateway that is asked without a pause, and comes back. */
class GatewayJobITCase {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayJobITCase.class);
    private static final int MANY = 30;

    @TempDir private Path folder;

    @Test
    void callersAreServedWhileTheJobIsGoneAndFreshAgainWhenItIsBack() {
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0);
        try (kafka;
                RealJob job =
                        new RealJob(
                                folder.resolve("job"), kafka.addresses(), new Configuration())) {
            try (Brokers brokers = Brokers.connect(kafka.addresses())) {
                brokers.create(TopicPlan.all(2), (short) 1);
            }
            job.start();
            try (Gateway gateway =
                    Gateway.start(GatewaySettings.local(kafka.addresses(), 0, false))) {
                Waits.until(() -> gateway.notReady().isEmpty());
                dies(job, gateway.port(), kafka.addresses());
            }
        }
    }

    private static void dies(RealJob job, int port, String brokers) {
        try (Callers callers = new Callers(new Caller(port), 2)) {
            // Everybody is known.
            callers.awaitInARow(MANY, false);
            int before = callers.said().size();
            job.kill();
            callers.awaitInARow(MANY, true);
            job.start();
            callers.awaitInARow(MANY, false);
            callers.end();
            LOG.info("{}", callers.byTier());
            served(callers.said().subList(before, callers.said().size()));
            answered(callers.stored(), brokers);
        }
    }

    /**
     * Nobody who is known was shown an error or nothing; whoever was shown old things was told.
     * After a restart a fresh slate may be short, and has a reason then.
     */
    private static void served(List<Called> all) {
        for (Called one : all) {
            assertThat(one.status()).as("%s", one.answer()).isEqualTo(200);
            assertThat(one.answer().getAsJsonArray("items")).isNotEmpty();
            assertThat(one.answer().has("reason") || !one.stale()).as("%s", one.answer()).isTrue();
        }
    }

    /** A click that was taken while the job was gone counts all the same. */
    private static void answered(Set<String> clicks, String brokers) {
        assertThat(clicks).hasSizeGreaterThan(MANY);
        RecommendationWire wire = new RecommendationWire();
        Waits.until(
                Waits.LONG,
                () -> {
                    Set<String> answered = new HashSet<>();
                    new TopicReader(brokers, "recommendations")
                            .forEach(
                                    record ->
                                            answered.add(
                                                    wire.read(record, 1 << 20).triggerEventId()));
                    return answered.containsAll(clicks);
                });
    }
}
