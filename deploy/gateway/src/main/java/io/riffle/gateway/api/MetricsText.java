package io.riffle.gateway.api;

import io.riffle.gateway.ask.AskCounts;
import io.riffle.gateway.ask.Asking;
import io.riffle.gateway.http.RequestCounts;
import io.riffle.gateway.stream.Streams;
import io.riffle.gateway.view.SlateView;
import java.util.Map;

/**
 * Counts in Prometheus' text form.
 *
 * <p><b>Source</b>: prometheus.io/docs/instrumenting/exposition_formats, text format 0.0.4.
 */
final class MetricsText {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "riffle_gateway_";

    private final RequestCounts requests;
    private final Asking asking;
    private final Streams streams;
    private final SlateView view;

    MetricsText(RequestCounts requests, Asking asking, Streams streams, SlateView view) {
        this.requests = requests;
        this.asking = asking;
        this.streams = streams;
        this.view = view;
    }

    String write() {
        StringBuilder text = new StringBuilder(4_096);
        AskCounts counts = asking.counts();
        head(text, "answers_total", "counter", "Questions by how they were answered.");
        sample(text, "answers_total{by=\"job\"}", counts.fresh());
        sample(text, "answers_total{by=\"earlier slate\"}", counts.stale());
        sample(text, "answers_total{by=\"popular items\"}", counts.popular());
        sample(text, "answers_total{by=\"nothing\"}", counts.none());
        one(text, "late_answers_total", "counter", "Answers after their deadline.", counts.late());
        one(text, "refused_total", "counter", "Turned away: too many waited.", counts.refused());
        one(text, "unstored_total", "counter", "Records not taken by brokers.", counts.unstored());
        one(text, "in_flight", "gauge", "Questions that wait.", asking.inFlight());
        one(text, "streams", "gauge", "Open event streams.", streams.open());
        one(text, "dropped_streams_total", "counter", "Streams cut.", streams.dropped());
        one(text, "view_slates", "gauge", "Slates that are remembered.", view.size());
        requests(text);
        return text.toString();
    }

    private void requests(StringBuilder text) {
        head(text, "requests_total", "counter", "Requests by route and status.");
        requests.routes()
                .forEach(
                        (route, of) ->
                                of.byStatus()
                                        .forEach(
                                                (status, count) ->
                                                        sample(
                                                                text,
                                                                "requests_total"
                                                                        + labels(
                                                                                route, "status",
                                                                                status),
                                                                count)));
        head(text, "request_duration_ms", "histogram", "Time to the whole answer.");
        for (Map.Entry<String, RequestCounts.OfRoute> one : requests.routes().entrySet()) {
            histogram(text, one.getKey(), one.getValue());
        }
    }

    private static void histogram(
            StringBuilder text, String route, RequestCounts.OfRoute requests) {
        long below = 0;
        double[] bounds = RequestCounts.bounds();
        for (int i = 0; i <= bounds.length; i++) {
            below += requests.bucket(i);
            Object bound = i < bounds.length ? bounds[i] : "+Inf";
            sample(text, "request_duration_ms_bucket" + labels(route, "le", bound), below);
        }
        String label = "{route=\"" + route + "\"}";
        sample(text, "request_duration_ms_sum" + label, requests.sumMs());
        sample(text, "request_duration_ms_count" + label, below);
    }

    private static String labels(String route, String name, Object value) {
        return "{route=\"" + route + "\"," + name + "=\"" + value + "\"}";
    }

    private static void one(StringBuilder text, String name, String type, String help, long value) {
        head(text, name, type, help);
        sample(text, name, value);
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(PREFIX).append(name).append(' ').append(type).append('\n');
    }

    private static void sample(StringBuilder text, String name, Object value) {
        text.append(PREFIX).append(name).append(' ').append(value).append('\n');
    }
}
