package io.riffle.training.lists;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be known about the candidates of a list from the lists before it: how often each was
 * shown and clicked lately, how that compares with the competition it had, how old it is, and
 * whether users with a similar history clicked it.
 *
 * <p>Ask {@link #of} for a list's columns, then {@link #learn} the list. Counts fade with several
 * half-lives at once: a story's appeal changes within hours. The click lift divides clicks by those
 * that a random choice within the same lists would have got, so that long lists weigh less.
 */
public final class ListFeatures {
    private static final double[] HALF_LIVES = {1, 3, 8, 24}; // hours
    private static final int HISTORY = 50;
    private static final double NEVER = 5; // ln(1 + hours): six days

    private final Map<String, Seen> items = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>(); // lists whose history has it

    /** Names of the columns. */
    public static List<String> names() {
        List<String> names =
                new ArrayList<>(
                        List.of(
                                "log_rate",
                                "log_lift",
                                "clicks",
                                "shown",
                                "age",
                                "new",
                                "since_click",
                                "since_shown",
                                "readers",
                                "in_history",
                                "similar_readers",
                                "no_history"));
        for (double hours : HALF_LIVES) {
            names.add(String.format(Locale.ROOT, "log_lift_%.0fh", hours));
            names.add(String.format(Locale.ROOT, "shown_%.0fh", hours));
            names.add(String.format(Locale.ROOT, "clicks_%.0fh", hours));
        }
        return names;
    }

    /**
     * Columns of every candidate.
     *
     * @param history item ids, oldest first
     * @return {@code [candidate][column]}
     */
    public float[][] of(String[] history, String[] candidates, long seconds) {
        Set<String> recent = recent(history);
        float[][] columns = new float[candidates.length][];
        for (int i = 0; i < candidates.length; i++) {
            columns[i] = columns(candidates[i], items.get(candidates[i]), recent, seconds);
        }
        return columns;
    }

    /** Learns a list whose clicks are now known. */
    public void learn(ListSample sample) {
        Set<String> recent = recent(sample.history());
        int shown = 0;
        int clicks = 0;
        for (int i = 0; i < sample.size(); i++) {
            shown += sample.shown(i) ? 1 : 0;
            clicks += sample.labels()[i] > 0 ? 1 : 0;
        }
        double expected = (double) clicks / shown;
        for (int i = 0; i < sample.size(); i++) {
            if (sample.shown(i)) {
                boolean clicked = sample.labels()[i] > 0;
                items.computeIfAbsent(sample.candidates()[i], id -> new Seen(sample.seconds()))
                        .add(sample.seconds(), clicked, expected, recent);
            }
        }
        for (String item : recent) {
            readers.merge(item, 1, Integer::sum);
        }
    }

    private float[] columns(String id, @Nullable Seen known, Set<String> recent, long seconds) {
        Seen seen = known == null ? new Seen(seconds) : known;
        double[] values = new double[12 + 3 * HALF_LIVES.length];
        values[0] = Math.log((seen.clicks + 1) / (seen.shown + 25));
        values[1] = Math.log((seen.clicks + 1) / (seen.expected + 1));
        values[2] = Math.log1p(seen.clicks);
        values[3] = Math.log1p(seen.shown);
        values[4] = hours(seconds - seen.first);
        values[5] = seen.shown == 0 ? 1 : 0;
        values[6] = seen.clicks == 0 ? NEVER : hours(seconds - seen.lastClick);
        values[7] = hours(seconds - seen.last);
        values[8] = Math.log1p(readers.getOrDefault(id, 0));
        values[9] = recent.contains(id) ? 1 : 0;
        values[10] = similarity(seen, recent);
        values[11] = recent.isEmpty() ? 1 : 0;
        for (int h = 0; h < HALF_LIVES.length; h++) {
            double fade = seen.fade(h, seconds);
            values[12 + 3 * h] =
                    Math.log(
                            (seen.lateClicks[h] * fade + 0.5)
                                    / (seen.lateExpected[h] * fade + 0.5));
            values[13 + 3 * h] = Math.log1p(seen.lateShown[h] * fade);
            values[14 + 3 * h] = Math.log1p(seen.lateClicks[h] * fade);
        }
        float[] columns = new float[values.length];
        for (int k = 0; k < columns.length; k++) {
            columns[k] = (float) values[k];
        }
        return columns;
    }

    /** Shared history with those who clicked the item; items everybody read count less. */
    private double similarity(Seen seen, Set<String> recent) {
        double sum = 0;
        for (String item : recent) {
            Integer shared = seen.clickers.get(item);
            if (shared != null) {
                sum += shared / Math.sqrt(readers.getOrDefault(item, 0) + 1.0);
            }
        }
        return sum / Math.sqrt((seen.clicks + 1.0) * (recent.size() + 1.0));
    }

    private static Set<String> recent(String[] history) {
        return new HashSet<>(
                Arrays.asList(history)
                        .subList(Math.max(0, history.length - HISTORY), history.length));
    }

    private static double hours(long seconds) {
        return Math.log1p(Math.max(0, seconds) / 3600.0);
    }

    /** One item's past. Faded counts hold as of the last time it was shown. */
    private static final class Seen {
        final long first;
        long last;
        long lastClick;
        double clicks;
        double shown;
        double expected;
        final double[] lateClicks = new double[HALF_LIVES.length];
        final double[] lateShown = new double[HALF_LIVES.length];
        final double[] lateExpected = new double[HALF_LIVES.length];
        final Map<String, Integer> clickers = new HashMap<>(4); // history item -> clickers with it

        Seen(long seconds) {
            first = seconds;
            last = seconds;
        }

        double fade(int h, long seconds) {
            return Math.pow(0.5, Math.max(0, seconds - last) / (3600 * HALF_LIVES[h]));
        }

        void add(long seconds, boolean clicked, double chance, Set<String> history) {
            for (int h = 0; h < HALF_LIVES.length; h++) {
                double fade = fade(h, seconds);
                lateClicks[h] = lateClicks[h] * fade + (clicked ? 1 : 0);
                lateShown[h] = lateShown[h] * fade + 1;
                lateExpected[h] = lateExpected[h] * fade + chance;
            }
            last = Math.max(last, seconds);
            shown++;
            expected += chance;
            if (clicked) {
                clicks++;
                lastClick = seconds;
                history.forEach(item -> clickers.merge(item, 1, Integer::sum));
            }
        }
    }
}
