package io.riffle.cli.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.training.evaluation.PairedRuns;
import io.riffle.training.metrics.PairedBootstrap.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what came of a stream: a table for people, a node for programs, curves to draw. */
final class StreamReport {
    private static final String TITLE = "prequential";

    private final StreamResults results;

    StreamReport(StreamResults results) {
        this.results = results;
    }

    void print(Console console) {
        QualityTable.print(console, TITLE, results.quality());
        console.result(
                String.format(
                        Locale.ROOT,
                        "repeats %,d, first clicks %,d, scored %,d",
                        results.stream().repeats(),
                        results.stream().firstClicks(),
                        results.stream().size()));
        print(console, "system", results.differences(StreamResults.SYSTEM));
        print(console, "learning", results.differences(StreamResults.LEARNING));
        results.overtaking()
                .forEach(
                        (name, at) ->
                                console.result(
                                        String.format(
                                                Locale.ROOT,
                                                "learning above %-29s first after %s, for good"
                                                        + " after %s",
                                                name,
                                                events(at.first()),
                                                events(at.lasting()))));
    }

    void write(ObjectNode line) {
        line.put("repeats", results.stream().repeats());
        line.put("first_clicks", results.stream().firstClicks());
        QualityTable.write(line, results.quality());
        write(line.putObject("system_minus"), results.differences(StreamResults.SYSTEM));
        write(line.putObject("learning_minus"), results.differences(StreamResults.LEARNING));
        ObjectNode overtaking = line.putObject("learning_above");
        results.overtaking()
                .forEach(
                        (name, at) ->
                                overtaking
                                        .putObject(name)
                                        .put("first", at.first())
                                        .put("lasting", at.lasting()));
        ObjectNode curve = line.putObject("curve");
        ArrayNode points = curve.putArray("events");
        results.points().forEach(points::add);
        results.curves()
                .forEach(
                        (name, rates) -> {
                            ArrayNode values = curve.putArray(name);
                            rates.forEach(values::add);
                        });
    }

    /**
     * As one line of JSON.
     *
     * @param version of the model that was given; 0 = none
     */
    void write(long version, double scoreFrom, @Nullable Integer learnEvery, Console console) {
        ObjectNode line = JsonLine.object();
        line.put("protocol", "prequential");
        line.put("version", version);
        line.put("score_from", scoreFrom);
        line.put("learn_every", learnEvery == null ? 0 : learnEvery);
        write(line);
        console.result(JsonLine.line(line));
    }

    /** Draws the curves where a file is wanted: null = it is not. */
    void draw(@Nullable Path plot) throws IOException {
        if (plot != null) {
            CurvePlot.write(plot, "Hit rate at 10 along the stream", drawn());
        }
    }

    /** Curves of the reading event by event. */
    private Map<String, List<Double>> drawn() {
        Map<String, List<Double>> drawn = new LinkedHashMap<>();
        results.curves()
                .forEach(
                        (name, rates) -> {
                            if (!name.endsWith("tie-safe")) {
                                drawn.put(name, rates);
                            }
                        });
        return drawn;
    }

    private static void print(Console console, String who, Map<String, PairedRuns> differences) {
        differences.forEach(
                (name, pair) ->
                        console.result(
                                String.format(
                                        Locale.ROOT,
                                        "%s minus %-39s HR@10 %s, NDCG@10 %s",
                                        who,
                                        name,
                                        text(pair.hitRate(10)),
                                        text(pair.ndcg(10)))));
    }

    private static void write(ObjectNode node, Map<String, PairedRuns> differences) {
        differences.forEach(
                (name, pair) -> {
                    ObjectNode difference = node.putObject(name);
                    write(difference.putArray("hr_at_10"), pair.hitRate(10));
                    write(difference.putArray("ndcg_at_10"), pair.ndcg(10));
                });
    }

    private static void write(ArrayNode array, Interval interval) {
        array.add(interval.mean()).add(interval.low()).add(interval.high());
    }

    private static String text(Interval interval) {
        return String.format(
                Locale.ROOT,
                "%+.4f [%+.4f, %+.4f]",
                interval.mean(),
                interval.low(),
                interval.high());
    }

    private static String events(int events) {
        return events < 0 ? "no event" : String.format(Locale.ROOT, "%,d events", events);
    }
}
