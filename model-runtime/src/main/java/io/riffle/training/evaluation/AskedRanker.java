package io.riffle.training.evaluation;

import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.evaluation.AskedWindow.Ask;
import io.riffle.training.metrics.RankingMetrics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ranks the events asked for in a batch of windows, in both readings of ties.
 *
 * <p><b>State</b>: marks of seen items, reused.
 */
final class AskedRanker {
    private final ScoredStream stream;
    private final Interactions interactions;
    private final BackboneScorer scorer;
    private final int[] rowOf;
    private final RankSeries eventByEvent;
    private final RankSeries tieSafe;
    private final @Nullable StretchLists lists;
    private final int[] itemOf;
    private final int[] seen;
    private int mark;

    /**
     * @param rowOf the backbone's row of each row of the interactions; 0 = it has none
     * @param lists take what is proposed; null = nobody wants it
     */
    AskedRanker(
            ScoredStream stream,
            BackboneScorer scorer,
            int[] rowOf,
            RankSeries eventByEvent,
            RankSeries tieSafe,
            @Nullable StretchLists lists) {
        this.stream = stream;
        this.interactions = stream.interactions();
        this.scorer = scorer;
        this.rowOf = rowOf;
        this.eventByEvent = eventByEvent;
        this.tieSafe = tieSafe;
        this.lists = lists;
        this.itemOf = lists == null ? new int[0] : itemOf();
        this.seen = new int[scorer.itemRows()];
    }

    void rank(List<AskedWindow> batch) {
        List<AskedWindow> windows = new ArrayList<>();
        int longest = 0;
        for (AskedWindow window : batch) {
            // Without a known event before it, an event stays missed.
            if (window.length() > 0) {
                windows.add(window);
                longest = Math.max(longest, window.length());
            }
        }
        if (windows.isEmpty()) {
            return;
        }
        int[][] rows = new int[windows.size()][];
        long[][] seconds = new long[windows.size()][];
        int[] firstWanted = new int[windows.size()];
        int wanted = 0;
        for (int b = 0; b < rows.length; b++) {
            AskedWindow window = windows.get(b);
            rows[b] = window.rows();
            seconds[b] = window.seconds();
            firstWanted[b] = window.length();
            for (Ask ask : window.asks()) {
                firstWanted[b] = Math.min(firstWanted[b], first(ask, window.length()));
            }
            wanted += window.length() - firstWanted[b];
        }
        if (windows.size() > 1 && (long) wanted * scorer.itemRows() > BackboneScorer.MOST_SCORES) {
            int half = windows.size() / 2;
            rank(windows.subList(0, half));
            rank(windows.subList(half, windows.size()));
            return;
        }
        long[] positions = new long[wanted];
        int at = 0;
        for (int b = 0; b < rows.length; b++) {
            for (int i = firstWanted[b]; i < rows[b].length; i++) {
                positions[at++] = (long) b * longest + i;
            }
        }
        if (wanted == 0) {
            return;
        }
        float[] scores = scorer.scoreAsked(rows, seconds, positions);
        int offset = 0;
        for (int b = 0; b < rows.length; b++) {
            for (Ask ask : windows.get(b).asks()) {
                int base = offset - firstWanted[b];
                int begin = windows.get(b).begin();
                int event = ask.event();
                int place = stream.place(event);
                eventByEvent.set(place, rank(scores, base, begin, event, event, ask.position()));
                keep(false, scores, base + ask.position(), ask.position(), event);
                tieSafe.set(
                        place, rank(scores, base, begin, ask.known(), event, ask.tiePosition()));
                keep(true, scores, base + ask.tiePosition(), ask.tiePosition(), event);
            }
            offset += rows[b].length - firstWanted[b];
        }
    }

    private static int first(Ask ask, int none) {
        int first = ask.position() < 0 ? none : ask.position();
        return ask.tiePosition() < 0 ? first : Math.min(first, ask.tiePosition());
    }

    /** Rank of an event's item, with the items of events [begin, known) taken out. */
    private int rank(float[] scores, int base, int begin, int known, int event, int position) {
        int target = rowOf[interactions.row(event)];
        int itemRows = scorer.itemRows();
        mark++;
        for (int i = begin; i < known; i++) {
            seen[rowOf[interactions.row(i)]] = mark;
        }
        if (position < 0 || target == 0) {
            return RankingMetrics.MISSED;
        }
        int from = (base + position) * itemRows;
        return RankingMetrics.rank(scores, from, itemRows, target, seen, mark);
    }

    /** Keeps what is proposed where the event was ranked just now. */
    private void keep(boolean tieSafe, float[] scores, int index, int position, int event) {
        if (lists != null && position >= 0) {
            int from = index * scorer.itemRows();
            lists.of(tieSafe).add(event, scores, from, scorer.temperature(), itemOf, seen, mark);
        }
    }

    private int[] itemOf() {
        int[] itemOf = new int[scorer.itemRows()];
        for (int row = 1; row < rowOf.length; row++) {
            itemOf[rowOf[row]] = row;
        }
        itemOf[0] = 0;
        return itemOf;
    }
}
