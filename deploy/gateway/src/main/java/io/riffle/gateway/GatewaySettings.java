package io.riffle.gateway;

import io.riffle.gateway.http.HttpSettings;
import io.riffle.gateway.kafka.Connection;
import io.riffle.gateway.kafka.Topics;
import io.riffle.schema.Rules;
import java.time.Duration;
import java.util.Map;

/**
 * What a gateway is told at its start.
 *
 * @param replyPartition of the replies' topic; {@link #ANY_PARTITION} = by chance
 * @param deadline to wait for the job, where a request names none
 * @param mostInFlight more requests than these do not wait at once
 * @param viewSlates newest slates that are remembered
 * @param live whether clicks, catalogue and models are read too, for the live page
 */
public record GatewaySettings(
        Connection connection,
        Topics topics,
        HttpSettings http,
        int replyPartition,
        Duration deadline,
        int mostInFlight,
        int viewSlates,
        boolean live) {

    /** Leaves the choice of the reply partition to the gateway. */
    public static final int ANY_PARTITION = -1;

    /** How long the job is waited for. */
    public static final Duration DEADLINE = Duration.ofMillis(150);

    /** How many wait at once. */
    public static final int MOST_IN_FLIGHT = 2_000;

    /** How many slates are remembered. */
    public static final int VIEW_SLATES = 100_000;

    private static final String OWNER = "a gateway";

    /** Checks the numbers. */
    public GatewaySettings {
        if (mostInFlight < 1) {
            throw Rules.broken(
                    "number in flight", mostInFlight, OWNER, "be 1 or more", "leave it out");
        }
        if (viewSlates < 1) {
            throw Rules.broken(
                    "number of slates", viewSlates, OWNER, "be 1 or more", "leave it out");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw Rules.broken("deadline", deadline, OWNER, "be above 0", "write it as 150ms");
        }
    }

    /** For open brokers and this machine only. */
    public static GatewaySettings local(String brokers, int port, boolean live) {
        return new GatewaySettings(
                new Connection(brokers, Map.of()),
                Topics.DEFAULT,
                HttpSettings.loopback(port),
                ANY_PARTITION,
                DEADLINE,
                MOST_IN_FLIGHT,
                VIEW_SLATES,
                live);
    }

    /** The same with other HTTP. */
    public GatewaySettings with(HttpSettings other) {
        return new GatewaySettings(
                connection,
                topics,
                other,
                replyPartition,
                deadline,
                mostInFlight,
                viewSlates,
                live);
    }

    /** The same with another bound. */
    public GatewaySettings withMostInFlight(int most) {
        return new GatewaySettings(
                connection, topics, http, replyPartition, deadline, most, viewSlates, live);
    }
}
