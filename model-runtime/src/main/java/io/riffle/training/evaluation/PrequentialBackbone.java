package io.riffle.training.evaluation;

import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.backbone.BackboneTrainer;
import io.riffle.training.backbone.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Test, then learn, for a backbone: stretches of the stream are ranked with the weights as they
 * are, each event asked with the time of the event before it, as served; then, if wanted, learned
 * from.
 *
 * <p>No stretch ends within a second, so that the tie-safe reading holds for what the weights know
 * as well as for histories. Windows move as they do in serving: full, they lose a quarter at once.
 * Items the backbone does not know are left out of histories and count as missed; learning, it gets
 * to know them.
 */
public final class PrequentialBackbone {
    private static final int BATCH_POSITIONS = 2048;

    private final ScoredStream stream;
    private final Supplier<BackboneScorer> scorer;
    private final int stretch;
    private final int from;
    private final @Nullable StreamLearner learner;
    private final RankSeries eventByEvent;
    private final RankSeries tieSafe;
    private final StretchLists lists = new StretchLists();
    private @Nullable PrequentialSystems systems;

    /**
     * Prepares a run with frozen weights.
     *
     * @param stream over the backbone's vocabulary, see {@link
     *     io.riffle.training.dataset.Interactions#over}
     * @param stretch least number of events ranked together
     */
    public static PrequentialBackbone frozen(
            ScoredStream stream, BackboneTrainer trainer, int stretch) {
        return new PrequentialBackbone(stream, trainer::scorer, stretch, stream.first(), null);
    }

    /**
     * Prepares a run that learns as the training job does.
     *
     * @param stretch least number of events ranked with the same weights, then learned from
     * @param learnFrom first event learned from, in time order
     */
    public static PrequentialBackbone learning(
            ScoredStream stream, StreamLearner learner, int stretch, int learnFrom) {
        return new PrequentialBackbone(stream, learner::scorer, stretch, learnFrom, learner);
    }

    private PrequentialBackbone(
            ScoredStream stream,
            Supplier<BackboneScorer> scorer,
            int stretch,
            int from,
            @Nullable StreamLearner learner) {
        this.stream = stream;
        this.scorer = scorer;
        this.stretch = stretch;
        this.from = from;
        this.learner = learner;
        this.eventByEvent = new RankSeries(stream);
        this.tieSafe = new RankSeries(stream);
    }

    /** Ranks with every event known to the history of the next. */
    public RankSeries eventByEvent() {
        return eventByEvent;
    }

    /** Ranks with the events of a user's second asked by what came before that second. */
    public RankSeries tieSafe() {
        return tieSafe;
    }

    /** Lets the system that would serve take what this backbone proposes. */
    public void within(PrequentialSystems systems) {
        this.systems = systems;
    }

    /**
     * Runs through the stream.
     *
     * @param progress told the events of the stream so far after each stretch
     */
    public void run(IntConsumer progress) {
        if (systems != null) {
            systems.advance(0, from, null);
        }
        int begin = from;
        while (begin < stream.order().length) {
            int to = stream.stretchEnd(begin, stretch);
            List<int[]> users = users(begin, to);
            if (to > stream.first() || systems != null) {
                rank(users);
            }
            if (systems != null) {
                systems.advance(begin, to, lists);
                lists.clear();
            }
            if (learner != null) {
                learner.learn(stream.interactions(), Arrays.copyOfRange(stream.order(), begin, to));
            }
            progress.accept(to);
            begin = to;
        }
    }

    /** Per user: index, first and one past the last event of a stretch. */
    private List<int[]> users(int from, int to) {
        TreeMap<Integer, int[]> byUser = new TreeMap<>();
        for (int i = from; i < to; i++) {
            int event = stream.order()[i];
            int user = stream.interactions().userOf(event);
            int[] range = byUser.computeIfAbsent(user, u -> new int[] {u, event, event});
            range[2] = event + 1;
        }
        return new ArrayList<>(byUser.values());
    }

    private void rank(List<int[]> users) {
        BackboneScorer scorer = this.scorer.get();
        int[] rowOf = rows(scorer.itemRows());
        List<AskedWindow> windows = new ArrayList<>();
        for (int[] user : users) {
            AskedWindow.cut(stream.interactions(), user, rowOf, scorer.maxHistory(), windows);
        }
        windows.sort(Comparator.comparingInt(AskedWindow::length));
        AskedRanker ranker =
                new AskedRanker(
                        stream,
                        scorer,
                        rowOf,
                        eventByEvent,
                        tieSafe,
                        systems == null ? null : lists);
        Batches.of(windows, AskedWindow::length, BATCH_POSITIONS).forEach(ranker::rank);
    }

    /** The backbone's row of each row of the interactions; 0 = it has none. */
    private int[] rows(int itemRows) {
        int[] rowOf = new int[stream.interactions().itemRows()];
        for (int row = 1; row < rowOf.length; row++) {
            if (learner != null) {
                rowOf[row] = learner.row(stream.interactions().itemIds().get(row - 1));
            } else {
                rowOf[row] = row < itemRows ? row : 0;
            }
        }
        return rowOf;
    }
}
