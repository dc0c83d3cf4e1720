package io.riffle.lab.bench;

import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.lab.Lab;
import io.riffle.lab.LabFolder;
import io.riffle.lab.clicks.ClickSource;
import io.riffle.lab.clicks.OutgoingClick;
import io.riffle.lab.console.Console;
import io.riffle.schema.ClickEvent;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;

/**
 * What callers of the gateway see, over the whole path in this process: HTTP on loopback, broker,
 * job, broker, HTTP.
 *
 * @param rate calls per second
 * @param seconds of each kind of call
 * @param streams of server-sent events that are open all the while
 */
public record HttpBench(
        BenchSweep.Clicks sources,
        double rate,
        double seconds,
        int streams,
        Configuration settings) {

    /** Users whose slates are asked for: of the newest clicks. */
    private static final int USERS = 1_000;

    /** Clicks, slates and slates under a condition, one after the other. */
    public List<HttpPhase> run(Console console) throws IOException {
        try (LabFolder folder = new LabFolder();
                ClickSource source = sources.open();
                Lab lab =
                        Lab.start(
                                folder,
                                0,
                                1,
                                RandomModels.publish(folder, source).served(settings),
                                source.items(),
                                List.of());
                Gateway gateway = Gateway.start(GatewaySettings.local(lab.brokers(), 0, false))) {
            HttpCalls calls = new HttpCalls("http://127.0.0.1:" + gateway.port());
            Deque<String> users = new ArrayDeque<>();
            Supplier<HttpRequest> click = () -> click(calls, source, users);
            Supplier<HttpRequest> slate = () -> calls.get(slatePath(users));
            Supplier<HttpRequest> some =
                    () -> calls.get(slatePath(users) + "?where=category%20in%20(category-2)");
            for (int i = 0; i < streams; i++) {
                calls.stream("/v1/users/" + i + "/events");
            }
            WarmUp.run(seconds, stretch -> calls.phase("warm-up", rate, stretch, click));
            WarmUp.run(seconds, stretch -> calls.phase("warm-up", rate, stretch, slate));
            List<HttpPhase> phases = new ArrayList<>();
            phases.add(note(console, calls.phase("POST /v1/events", rate, seconds, click)));
            phases.add(note(console, calls.phase("GET slate", rate, seconds, slate)));
            phases.add(note(console, calls.phase("GET slate, a condition", rate, seconds, some)));
            return phases;
        }
    }

    private static HttpRequest click(HttpCalls calls, ClickSource source, Deque<String> users) {
        try {
            OutgoingClick next = source.next();
            ClickEvent click = next == null ? null : next.click();
            if (click == null) {
                throw new IllegalStateException("A simulator has a next click");
            }
            users.addLast(click.userId());
            if (users.size() > USERS) {
                users.removeFirst();
            }
            return calls.post("/v1/events", json(click));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String json(ClickEvent click) {
        return "{\"user_id\":\""
                + click.userId()
                + "\",\"item_id\":\""
                + click.itemId()
                + "\",\"event_id\":\""
                + click.eventId()
                + "\",\"event_time\":"
                + click.eventTime()
                + "}";
    }

    private static String slatePath(Deque<String> users) {
        String user = users.removeFirst();
        users.addLast(user);
        return "/v1/users/" + user + "/slate";
    }

    private static HttpPhase note(Console console, HttpPhase phase) {
        console.note("  " + phase.line());
        return phase;
    }
}
