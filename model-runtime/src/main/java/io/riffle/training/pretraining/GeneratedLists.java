package io.riffle.training.pretraining;

import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.RankingMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Lists for a reranker from a file of clicks: what the generator would have proposed just before a
 * click, labelled with the click.
 *
 * <p>The generator was trained on these clicks too, so it finds them more often than it will find
 * new ones; lists that were really shown are better where there are any.
 *
 * <p>Only clicks of the later half of the time are asked about, so that a reranker of these lists
 * knows how popular items were before the first of them.
 */
public final class GeneratedLists {
    private static final int AT_ONCE = 32;

    private final BackboneScorer generator;
    private final Interactions interactions;
    private final Map<String, Map<String, String>> profiles;
    private final int candidates;
    private int asked;

    /**
     * Lists of a generator.
     *
     * @param interactions in the generator's rows
     * @param profiles columns by user id; users may be missing
     * @param candidates items proposed for each click
     */
    public GeneratedLists(
            BackboneScorer generator,
            Interactions interactions,
            Map<String, Map<String, String>> profiles,
            int candidates) {
        this.generator = generator;
        this.interactions = interactions;
        this.profiles = profiles;
        this.candidates = candidates;
    }

    /**
     * Draws clicks at random and keeps those the generator proposed, in time order.
     *
     * @param lists wanted; fewer when the generator misses too often
     * @param heldOut newest clicks of every user that are never drawn
     */
    public List<ListSample> draw(int lists, int heldOut, long seed) {
        List<int[]> targets = targets(heldOut);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = targets.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int[] swapped = targets.get(i);
            targets.set(i, targets.get(j));
            targets.set(j, swapped);
        }
        List<ListSample> drawn = new ArrayList<>();
        for (int from = 0; from < targets.size() && drawn.size() < lists; from += AT_ONCE) {
            List<int[]> some = targets.subList(from, Math.min(from + AT_ONCE, targets.size()));
            asked += some.size();
            propose(some, drawn);
        }
        drawn.sort((a, b) -> Long.compare(a.seconds(), b.seconds()));
        return drawn;
    }

    /** Clicks asked about so far, found among the proposals or not. */
    public int asked() {
        return asked;
    }

    /** User and event of every click that may be asked about. */
    private List<int[]> targets(int heldOut) {
        long middle = middle();
        List<int[]> targets = new ArrayList<>();
        for (int u = 0; u < interactions.users(); u++) {
            for (int e = interactions.begin(u) + 1; e < interactions.end(u) - heldOut; e++) {
                // The time of asking is that of the click before.
                if (interactions.seconds(e - 1) >= middle) {
                    targets.add(new int[] {u, e});
                }
            }
        }
        return targets;
    }

    /** The time by which half of the clicks had come. */
    private long middle() {
        long[] seconds = new long[interactions.size()];
        for (int e = 0; e < seconds.length; e++) {
            seconds[e] = interactions.seconds(e);
        }
        Arrays.sort(seconds);
        return seconds.length == 0 ? 0 : seconds[seconds.length / 2];
    }

    private void propose(List<int[]> targets, List<ListSample> into) {
        int[][] rows = new int[targets.size()][];
        long[][] seconds = new long[targets.size()][];
        for (int b = 0; b < rows.length; b++) {
            int user = targets.get(b)[0];
            int event = targets.get(b)[1];
            int first = Math.max(interactions.begin(user), event - generator.maxHistory());
            rows[b] = new int[event - first];
            seconds[b] = new long[event - first + 1];
            for (int e = first; e < event; e++) {
                rows[b][e - first] = interactions.row(e);
                seconds[b][e - first] = interactions.seconds(e);
            }
            // As served: the model is asked at the time of the newest event.
            seconds[b][event - first] = seconds[b][event - first - 1];
        }
        float[][] scores = generator.score(rows, seconds);
        for (int b = 0; b < rows.length; b++) {
            int user = targets.get(b)[0];
            int event = targets.get(b)[1];
            for (int e = interactions.begin(user); e < event; e++) {
                scores[b][interactions.row(e)] = Float.NEGATIVE_INFINITY;
            }
            scores[b][0] = Float.NEGATIVE_INFINITY;
            list(user, event, scores[b], rows[b], seconds[b], into);
        }
    }

    private void list(
            int user,
            int event,
            float[] scores,
            int[] history,
            long[] seconds,
            List<ListSample> into) {
        int target = interactions.row(event);
        if (RankingMetrics.rank(scores, target) > candidates) {
            return;
        }
        int[] best = best(scores);
        String[] items = new String[best.length];
        float[] proposed = new float[best.length];
        float[] labels = new float[best.length];
        for (int i = 0; i < best.length; i++) {
            items[i] = interactions.itemIds().get(best[i] - 1);
            proposed[i] = scores[best[i]];
            labels[i] = best[i] == target ? 1 : 0;
        }
        String[] past = new String[history.length];
        for (int n = 0; n < past.length; n++) {
            past[n] = interactions.itemIds().get(history[n] - 1);
        }
        String id = interactions.userId(user);
        into.add(
                new ListSample(
                        id + ":" + event,
                        id,
                        seconds[history.length],
                        profiles.getOrDefault(id, Map.of()),
                        past,
                        Arrays.copyOf(seconds, history.length),
                        items,
                        proposed,
                        new float[0][],
                        labels,
                        new int[0],
                        new float[0]));
    }

    /** Rows of the highest scores, best first; equal scores: lower row first. */
    private int[] best(float[] scores) {
        int[] rows = new int[candidates];
        int kept = 0;
        for (int row = 1; row < scores.length; row++) {
            if (scores[row] == Float.NEGATIVE_INFINITY
                    || (kept == candidates && scores[row] <= scores[rows[kept - 1]])) {
                continue;
            }
            int at = kept < candidates ? kept++ : kept - 1;
            while (at > 0 && scores[rows[at - 1]] < scores[row]) {
                rows[at] = rows[at - 1];
                at--;
            }
            rows[at] = row;
        }
        return Arrays.copyOf(rows, kept);
    }
}
