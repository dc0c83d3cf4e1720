package io.riffle.gateway;

import io.javalin.util.JavalinBindException;
import io.riffle.gateway.api.Routes;
import io.riffle.gateway.ask.Asking;
import io.riffle.gateway.ask.Explaining;
import io.riffle.gateway.http.HttpSettings;
import io.riffle.gateway.http.RequestCounts;
import io.riffle.gateway.http.Route;
import io.riffle.gateway.http.WebServer;
import io.riffle.gateway.kafka.Outbox;
import io.riffle.gateway.kafka.ReplyPartition;
import io.riffle.gateway.kafka.Source;
import io.riffle.gateway.kafka.Tail;
import io.riffle.gateway.kafka.Topics;
import io.riffle.gateway.live.LiveBoard;
import io.riffle.gateway.live.Passing;
import io.riffle.gateway.stream.Streams;
import io.riffle.gateway.view.CatalogueView;
import io.riffle.gateway.view.PassedSlates;
import io.riffle.gateway.view.SlateView;
import io.riffle.schema.Rules;
import io.riffle.schema.ask.ReplyTo;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway that runs: HTTP on one side, topics on the other. It needs no brokers to start, and
 * comes back by itself when they do.
 *
 * <p><b>State</b>: what it remembers is bounded and lost with it.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int MOST_STREAMS = 2_000;
    private static final int MOST_ITEMS = 50_000;

    /** Nobody waits for what only the view and the page see. */
    private static final Duration VIEW_LINGER = Duration.ofMillis(100);

    private final Streams streams = new Streams(MOST_STREAMS);
    private final ReplyPartition partition;
    private final Outbox outbox;
    private final Tail replies;
    private final Tail others;
    private final ReplyPartition explainPartition;
    private final Tail explanations;
    private final Beats beats;
    private final WebServer server;

    private Gateway(GatewaySettings settings) {
        Topics topics = settings.topics();
        SlateView view = new SlateView(settings.viewSlates());
        CatalogueView catalogue = settings.live() ? new CatalogueView(MOST_ITEMS) : null;
        Passing passing = new Passing(streams, catalogue);
        LiveBoard board =
                catalogue == null
                        ? null
                        : new LiveBoard(streams, passing, catalogue, InstantSource.system());
        RequestCounts counts = new RequestCounts();
        partition = new ReplyPartition(settings.replyPartition(), new SecureRandom().nextInt());
        outbox = new Outbox(settings.connection(), topics.written());
        Asking asking = new Asking(outbox, topics, this::partition, view, settings.mostInFlight());
        explainPartition =
                new ReplyPartition(GatewaySettings.ANY_PARTITION, new SecureRandom().nextInt());
        Explaining explaining =
                new Explaining(
                        outbox,
                        topics,
                        explainPartition::number,
                        new PassedSlates(settings.viewSlates()),
                        asking.counts());
        Reading reading = new Reading(topics, asking, explaining, passing, catalogue, board);
        replies =
                new Tail(
                        "replies",
                        settings.connection(),
                        List.of(new Source(topics.replies(), false, partition)),
                        Duration.ZERO,
                        reading::reply);
        others =
                new Tail(
                        "view",
                        settings.connection(),
                        reading.sources(),
                        VIEW_LINGER,
                        reading::other);
        explanations =
                new Tail(
                        "explanations",
                        settings.connection(),
                        List.of(new Source(topics.explanations(), false, explainPartition)),
                        Duration.ZERO,
                        reading::explanation);
        // Last: who calls finds everything in its place.
        server =
                server(
                        settings.http(),
                        new Routes(
                                asking,
                                explaining,
                                view,
                                catalogue,
                                streams,
                                passing,
                                board,
                                counts,
                                this::notReady,
                                settings.deadline(),
                                settings.http().maxBody()),
                        counts);
        beats = new Beats(streams, passing, board);
    }

    /**
     * Starts a gateway; it is ready when {@code /health/ready} says so.
     *
     * @throws IllegalArgumentException when it cannot listen
     */
    public static Gateway start(GatewaySettings settings) {
        Gateway gateway = new Gateway(settings);
        LOG.info(
                "The gateway listens at {}:{}, between {}",
                settings.http().host(),
                gateway.port(),
                settings.connection());
        return gateway;
    }

    /** The port that is listened at. */
    public int port() {
        return server.port();
    }

    /** What it answers, beside the page. */
    public List<Route> routes() {
        return server.routes();
    }

    /** Why the job cannot be asked; empty while it can. */
    public String notReady() {
        if (!replies.problem().isEmpty()) {
            return replies.problem();
        }
        if (!outbox.known()) {
            return "The topics that are written to must be found at the brokers first.";
        }
        return outbox.silent() ? "The brokers must take what they are sent, and do not." : "";
    }

    @Override
    public void close() {
        beats.close();
        streams.close();
        server.close();
        closeClients();
    }

    private void closeClients() {
        replies.close();
        others.close();
        explanations.close();
        outbox.close();
    }

    private int partition() {
        return replies.problem().isEmpty() ? partition.number() : ReplyTo.ANY;
    }

    private WebServer server(HttpSettings http, Routes routes, RequestCounts counts) {
        try {
            return new WebServer(http, routes::of, counts);
        } catch (JavalinBindException e) {
            closeClients();
            IllegalArgumentException taken =
                    Rules.broken(
                            "port",
                            http.port(),
                            http.host(),
                            "be free",
                            "another gateway runs there; port 0 takes any free one");
            taken.initCause(e);
            throw taken;
        }
    }
}
