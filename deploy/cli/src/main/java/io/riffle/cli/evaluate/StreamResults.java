package io.riffle.cli.evaluate;

import io.riffle.training.evaluation.PairedRuns;
import io.riffle.training.evaluation.RankSeries;
import io.riffle.training.evaluation.ScoredStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of several rankers over one stream, in both readings of ties. */
final class StreamResults {
    static final String FROZEN = "frozen backbone";
    static final String LEARNING = "learning backbone";
    private static final List<String> READINGS = List.of("event by event", "tie-safe");

    /**
     * Where the learning backbone's HR@10 passes another ranker's.
     *
     * @param first events of the stream up to the first point of the curve above the other's; -1 =
     *     there is none
     * @param lasting likewise, the first from which on all points are above
     */
    record Overtaking(int first, int lasting) {}

    private final ScoredStream stream;
    private final int curveEvery;
    private final Map<String, RankSeries> series = new LinkedHashMap<>();

    StreamResults(ScoredStream stream, int curveEvery) {
        this.stream = stream;
        this.curveEvery = curveEvery;
    }

    ScoredStream stream() {
        return stream;
    }

    void add(String ranker, RankSeries eventByEvent, RankSeries tieSafe) {
        series.put(ranker + ", " + READINGS.get(0), eventByEvent);
        series.put(ranker + ", " + READINGS.get(1), tieSafe);
    }

    /** Quality over the whole stream. */
    Map<String, Measured> quality() {
        Map<String, Measured> quality = new LinkedHashMap<>();
        series.forEach(
                (name, ranks) ->
                        quality.put(name, new Measured(ranks.metrics(), ranks.errors(stream))));
        return quality;
    }

    /** What learning has over each other ranker in the same reading; empty when none learned. */
    Map<String, PairedRuns> differences() {
        Map<String, PairedRuns> differences = new LinkedHashMap<>();
        series.forEach(
                (name, ranks) -> {
                    RankSeries learning = learning(name);
                    if (learning != null && learning != ranks) {
                        differences.put(name, new PairedRuns(stream, learning, ranks));
                    }
                });
        return differences;
    }

    /** Where learning passes each other ranker in the same reading. */
    Map<String, Overtaking> overtaking() {
        Map<String, Overtaking> overtaking = new LinkedHashMap<>();
        series.forEach(
                (name, ranks) -> {
                    RankSeries learning = learning(name);
                    if (learning != null && learning != ranks) {
                        overtaking.put(name, overtaking(hitRates(learning), hitRates(ranks)));
                    }
                });
        return overtaking;
    }

    /** Events of the stream up to each point of the curve. */
    List<Integer> points() {
        List<Integer> points = new ArrayList<>();
        for (int from = 0; from < stream.size(); from += curveEvery) {
            points.add(stream.eventsUntil(Math.min(stream.size(), from + curveEvery) - 1));
        }
        return points;
    }

    /** HR@10 at each point of the curve. */
    Map<String, List<Double>> curves() {
        Map<String, List<Double>> curves = new LinkedHashMap<>();
        series.forEach((name, ranks) -> curves.put(name, hitRates(ranks)));
        return curves;
    }

    private @Nullable RankSeries learning(String name) {
        return series.get(LEARNING + name.substring(name.indexOf(", ")));
    }

    private Overtaking overtaking(List<Double> learning, List<Double> other) {
        List<Integer> points = points();
        int first = -1;
        int lasting = -1;
        for (int i = 0; i < points.size(); i++) {
            if (learning.get(i) > other.get(i)) {
                first = first < 0 ? points.get(i) : first;
                lasting = lasting < 0 ? points.get(i) : lasting;
            } else {
                lasting = -1;
            }
        }
        return new Overtaking(first, lasting);
    }

    private List<Double> hitRates(RankSeries ranks) {
        List<Double> rates = new ArrayList<>();
        for (int from = 0; from < stream.size(); from += curveEvery) {
            int to = Math.min(stream.size(), from + curveEvery);
            rates.add(ranks.metrics(from, to).hitRate(10));
        }
        return rates;
    }
}
