package io.riffle.training.judge;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Vocabulary;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.metrics.RankingMetrics;
import io.riffle.training.stream.TargetSequences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/**
 * How high a backbone ranks the next clicks of requests: NDCG@10 of each.
 *
 * <p>A click that the shown slate caused says that its item was shown, not that it is the best: it
 * is ranked among what was shown, over the examination of where it stood. A click on what was not
 * shown is ranked among what was not: no slate of either model had a part in it.
 */
final class BackboneGains implements BackboneJudge.Gains {
    private static final int CUT = 10;
    private static final int MOST_SCORES = 1 << 22;

    /** Which clicks are looked at, and how. */
    enum Clicks {
        /** Users click what they want, shown or not: all, among all items. */
        ANY,
        /** On what was not shown, among what was not. */
        NOT_SHOWN,
        /** On what was shown, among what was. */
        SHOWN
    }

    private final Clicks clicks;
    private final int maxEvents;
    private final IntToDoubleFunction examination;

    BackboneGains(Clicks clicks, int maxEvents, IntToDoubleFunction examination) {
        this.clicks = clicks;
        this.maxEvents = maxEvents;
        this.examination = examination;
    }

    /** Whether a request has a click of the kind, on an item that its user has not seen. */
    @Override
    public boolean counts(TrainingSample sample) {
        if (!TargetSequences.hasTarget(sample)) {
            return false;
        }
        String target = target(sample);
        for (HistoryEvent event : sample.history()) {
            if (event.itemId().equals(target)) {
                return false;
            }
        }
        // What a replayed sample says was shown may not have been.
        return clicks == Clicks.ANY
                || (!sample.replayed()
                        && sample.displayed().contains(target) == (clicks == Clicks.SHOWN));
    }

    /** Of each request, 0 where the backbone misses its click or has no row for it. */
    @Override
    public double[] of(LoadedModel model, List<TrainingSample> samples) {
        double[] gains = new double[samples.size()];
        try (BackboneScorer scorer = BackboneScorer.of(model, "cpu")) {
            int longest = Math.min(maxEvents, scorer.maxHistory());
            int most = Math.max(1, Math.min(64, MOST_SCORES / scorer.itemRows()));
            List<Integer> places = new ArrayList<>();
            List<int[]> rows = new ArrayList<>();
            List<long[]> seconds = new ArrayList<>();
            for (int n = 0; n < gains.length; n++) {
                known(samples.get(n), model.vocabulary(), longest, rows, seconds);
                if (rows.size() > places.size()) {
                    places.add(n);
                }
                if (places.size() == most || (n == gains.length - 1 && !places.isEmpty())) {
                    float[][] scores =
                            scorer.score(
                                    rows.toArray(int[][]::new), seconds.toArray(long[][]::new));
                    for (int b = 0; b < scores.length; b++) {
                        int place = places.get(b);
                        gains[place] = gain(samples.get(place), scores[b], model.vocabulary());
                    }
                    places.clear();
                    rows.clear();
                    seconds.clear();
                }
            }
        }
        return gains;
    }

    /** Adds the newest events that have rows, and the time of the newest as that of the query. */
    private static void known(
            TrainingSample sample,
            Vocabulary vocabulary,
            int longest,
            List<int[]> rows,
            List<long[]> seconds) {
        int[] found = new int[sample.history().size()];
        long[] times = new long[found.length + 1];
        int size = 0;
        for (HistoryEvent event : sample.history()) {
            int row = vocabulary.row(event.itemId());
            if (row > 0) {
                found[size] = row;
                long time = Math.floorDiv(event.time(), 1000L);
                times[size] = size == 0 ? time : Math.max(time, times[size - 1]);
                size++;
            }
        }
        if (size > 0 && vocabulary.row(target(sample)) > 0) {
            times[size] = times[size - 1];
            int from = Math.max(0, size - longest);
            rows.add(Arrays.copyOfRange(found, from, size));
            seconds.add(Arrays.copyOfRange(times, from, size + 1));
        }
    }

    private double gain(TrainingSample sample, float[] scores, Vocabulary vocabulary) {
        Set<Integer> shown = new HashSet<>();
        sample.displayed().forEach(item -> shown.add(vocabulary.row(item)));
        int target = vocabulary.row(target(sample));
        for (HistoryEvent event : sample.history()) {
            scores[vocabulary.row(event.itemId())] = Float.NEGATIVE_INFINITY;
        }
        for (int row = 0; row < scores.length && clicks != Clicks.ANY; row++) {
            if (shown.contains(row) != (clicks == Clicks.SHOWN)) {
                scores[row] = Float.NEGATIVE_INFINITY;
            }
        }
        int rank = RankingMetrics.rank(scores, target);
        if (rank > CUT) {
            return 0;
        }
        int stood = sample.displayed().indexOf(target(sample));
        double seen = clicks == Clicks.SHOWN ? examination.applyAsDouble(stood) : 1;
        return RankingMetrics.discountedGain(rank) / seen;
    }

    private static String target(TrainingSample sample) {
        return Objects.requireNonNull(sample.next()).itemId();
    }
}
