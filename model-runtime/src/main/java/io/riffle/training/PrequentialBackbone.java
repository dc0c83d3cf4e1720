package io.riffle.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Test, then learn, for a backbone: stretches of the stream are ranked with the weights as they
 * are, each event asked with the time of the event before it, as served; then, if wanted, learned
 * from. New targets learn once; what came before them is context.
 *
 * <p>Windows move as they do in serving: full, they lose a quarter at once. Items the backbone does
 * not know are left out of histories and count as missed; learning, it gets to know them.
 */
public final class PrequentialBackbone {
    private static final int BATCH_POSITIONS = 2048;

    private final Interactions interactions;
    private final BackboneTrainer trainer;
    private final int stretch;
    private final boolean learns;
    private final RankingMetrics eventByEvent = new RankingMetrics();
    private final RankingMetrics tieSafe = new RankingMetrics();
    private final NewItems newItems;

    /**
     * Prepares a run.
     *
     * @param interactions over the backbone's vocabulary, see {@link Interactions#over}
     * @param stretch events ranked with the same weights
     */
    public PrequentialBackbone(
            Interactions interactions, BackboneTrainer trainer, int stretch, boolean learns) {
        this.interactions = interactions;
        this.trainer = trainer;
        this.stretch = stretch;
        this.learns = learns;
        this.newItems = new NewItems(trainer);
    }

    /** Quality with every event ranked by all events before it. */
    public RankingMetrics eventByEvent() {
        return eventByEvent;
    }

    /** Quality with the events of a user's second ranked by what came before that second. */
    public RankingMetrics tieSafe() {
        return tieSafe;
    }

    /**
     * Runs through the stream.
     *
     * @param scoreFrom share of the events, in time order, before the first that is ranked
     */
    public void run(double scoreFrom, Consumer<PrequentialCurve> progress) {
        int[] order = interactions.inTimeOrder();
        int first = (int) (order.length * scoreFrom);
        for (int from = first; from < order.length; from += stretch) {
            int to = Math.min(order.length, from + stretch);
            List<int[]> users = users(Arrays.copyOfRange(order, from, to));
            RankingMetrics nowEvent = new RankingMetrics();
            RankingMetrics nowTie = new RankingMetrics();
            rank(users, nowEvent, nowTie);
            eventByEvent.addAll(nowEvent);
            tieSafe.addAll(nowTie);
            if (learns) {
                newItems.admit(interactions, order, to);
                learn(users);
            }
            progress.accept(
                    new PrequentialCurve(
                            to - first, nowEvent, nowTie, trainer.scorer().itemRows()));
        }
    }

    /** Per user: index, first and one past the last new event. */
    private List<int[]> users(int[] events) {
        TreeMap<Integer, int[]> byUser = new TreeMap<>();
        for (int event : events) {
            int user = interactions.userOf(event);
            int[] range = byUser.computeIfAbsent(user, u -> new int[] {u, event, event});
            range[2] = event + 1;
        }
        return new ArrayList<>(byUser.values());
    }

    private void rank(List<int[]> users, RankingMetrics byEvent, RankingMetrics byTie) {
        BackboneScorer scorer = trainer.scorer();
        List<AskedWindow> windows = new ArrayList<>();
        for (int[] user : users) {
            AskedWindow.cut(interactions, user, scorer.itemRows(), scorer.maxHistory(), windows);
        }
        windows.sort(Comparator.comparingInt(AskedWindow::length));
        AskedRanker ranker = new AskedRanker(interactions, scorer, byEvent, byTie);
        forEachBatch(windows, AskedWindow::length, BATCH_POSITIONS, ranker::rank);
    }

    private void learn(List<int[]> users) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int[] user : users) {
            newTargets(interactions, user, trainer.scorer().maxHistory(), sequences);
        }
        sequences.sort(Comparator.comparingInt(TrainingSequence::length));
        forEachBatch(
                sequences,
                TrainingSequence::length,
                trainer.batchPositions(),
                batch -> trainer.learn(batch, trainer.steps()));
    }

    /** Cuts a user's new events into sequences whose new targets learn. */
    static void newTargets(
            Interactions interactions, int[] user, int longest, List<TrainingSequence> sequences) {
        int begin = interactions.begin(user[0]);
        int end = user[2];
        while (end > Math.max(user[1], begin + 1)) {
            int from = Math.max(begin, end - longest - 1);
            int[] rows = new int[end - from];
            long[] seconds = new long[rows.length];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = interactions.row(from + i);
                seconds[i] = interactions.seconds(from + i);
            }
            int learnFrom = Math.max(0, user[1] - from - 1);
            sequences.add(new TrainingSequence(rows, seconds, learnFrom));
            end = from + 1;
        }
    }

    private static <T> void forEachBatch(
            List<T> sorted,
            java.util.function.ToIntFunction<T> length,
            int positions,
            Consumer<List<T>> each) {
        List<T> batch = new ArrayList<>();
        for (T next : sorted) {
            if (!batch.isEmpty()
                    && (long) length.applyAsInt(next) * (batch.size() + 1) > positions) {
                each.accept(batch);
                batch = new ArrayList<>();
            }
            batch.add(next);
        }
        if (!batch.isEmpty()) {
            each.accept(batch);
        }
    }
}
