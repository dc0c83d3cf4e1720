package io.riffle.cli.evaluate;

import io.riffle.training.evaluation.PairedRuns;
import io.riffle.training.evaluation.PrequentialSystems;
import io.riffle.training.evaluation.RankSeries;
import io.riffle.training.evaluation.ScoredStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of several rankers over one stream, in both readings of ties. */
final class StreamResults {
    static final String FROZEN = "frozen backbone";
    static final String LEARNING = "learning backbone";
    static final String SYSTEM = "system";
    private static final String BLEND = "blend of counting sources";
    private static final String BEST = "best source in hindsight";
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
    private final Set<String> sources = new HashSet<>();

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

    /** Adds the blend of what needs no backbone. */
    void addCounting(PrequentialSystems systems) {
        add(BLEND, systems.eventByEvent().ranks(), systems.tieSafe().ranks());
    }

    /**
     * Adds what would be served, each source alone, and the one of each reading that has the
     * largest HR@10.
     */
    void addSystem(PrequentialSystems systems) {
        add(SYSTEM, systems.eventByEvent().ranks(), systems.tieSafe().ranks());
        Map<String, RankSeries> tieSafe = systems.tieSafe().sources();
        Map<String, RankSeries> eventByEvent = systems.eventByEvent().sources();
        add(BEST, best(eventByEvent), best(tieSafe));
        eventByEvent.forEach(
                (name, ranks) -> {
                    add(name, ranks, tieSafe.getOrDefault(name, ranks));
                    READINGS.forEach(reading -> sources.add(name + ", " + reading));
                });
    }

    private static RankSeries best(Map<String, RankSeries> sources) {
        return Collections.max(
                sources.values(), Comparator.comparingDouble(ranks -> ranks.metrics().hitRate(10)));
    }

    /** Quality over the whole stream. */
    Map<String, Measured> quality() {
        Map<String, Measured> quality = new LinkedHashMap<>();
        series.forEach(
                (name, ranks) ->
                        quality.put(name, new Measured(ranks.metrics(), ranks.errors(stream))));
        return quality;
    }

    /**
     * What a ranker has over each other one in the same reading, sources apart; empty when it took
     * no part.
     */
    Map<String, PairedRuns> differences(String ranker) {
        Map<String, PairedRuns> differences = new LinkedHashMap<>();
        series.forEach(
                (name, ranks) -> {
                    RankSeries own = sameReading(ranker, name);
                    if (own != null && own != ranks && compared(ranker, name)) {
                        differences.put(name, new PairedRuns(stream, own, ranks));
                    }
                });
        return differences;
    }

    /** A learning backbone is a part of the system: the system is compared with it. */
    private boolean compared(String ranker, String name) {
        return !sources.contains(name)
                && (ranker.equals(SYSTEM)
                        || !(name.startsWith(SYSTEM)
                                || name.startsWith(BLEND)
                                || name.startsWith(BEST)));
    }

    /** Where learning passes each other ranker in the same reading. */
    Map<String, Overtaking> overtaking() {
        Map<String, Overtaking> overtaking = new LinkedHashMap<>();
        series.forEach(
                (name, ranks) -> {
                    RankSeries learning = sameReading(LEARNING, name);
                    if (learning != null && learning != ranks && compared(LEARNING, name)) {
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

    private @Nullable RankSeries sameReading(String ranker, String name) {
        return series.get(ranker + name.substring(name.indexOf(", ")));
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
