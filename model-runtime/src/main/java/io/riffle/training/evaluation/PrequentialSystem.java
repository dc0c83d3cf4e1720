package io.riffle.training.evaluation;

import io.riffle.model.sources.Past;
import io.riffle.model.sources.SourceBlend;
import io.riffle.model.sources.Union;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.Ties;
import io.riffle.training.evaluation.BackboneLists.Proposed;
import io.riffle.training.metrics.RankingMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Test, then learn, for what is served: all candidate sources and the blend of them, in one reading
 * of ties. Counts and blend learn from every event of the stream that teaches anything.
 *
 * <p>What is asked is asked at the time of the target, as by a request right before it: counts and
 * blend know how long the user has been away, which the answer to the click before does not.
 *
 * <p>A target that no source proposes, or that the user has taken before, counts as missed; so do a
 * source's ranks beyond the candidates that it proposes.
 */
public final class PrequentialSystem {
    private final ScoredStream stream;
    private final Interactions interactions;
    private final Map<String, List<String>> categories;
    private final boolean tieSafe;
    private final SourceBlend blend = new SourceBlend();
    private final RankSeries ranks;
    private final List<RankSeries> own = new ArrayList<>();
    private final long[] seconds;

    /**
     * @param categories by item id, as far as they are known
     */
    PrequentialSystem(ScoredStream stream, Map<String, List<String>> categories, boolean tieSafe) {
        this.stream = stream;
        this.categories = categories;
        this.interactions = stream.interactions();
        this.tieSafe = tieSafe;
        this.ranks = new RankSeries(stream);
        this.seconds = new long[interactions.size()];
        for (int event = 0; event < seconds.length; event++) {
            seconds[event] = interactions.seconds(event);
        }
        for (int s = 0; s < blend.names().size(); s++) {
            own.add(new RankSeries(stream));
        }
    }

    /** Ranks by the blend. */
    public RankSeries ranks() {
        return ranks;
    }

    /** Ranks by each source alone, by name. */
    public Map<String, RankSeries> sources() {
        Map<String, RankSeries> byName = new LinkedHashMap<>();
        List<String> names = blend.names();
        for (int s = 0; s < names.size(); s++) {
            byName.put(names.get(s), own.get(s));
        }
        return byName;
    }

    /**
     * Goes on through the events [from, to) in time order. A second that they part is two.
     *
     * @param lists what the backbone proposes; null = it has nothing to say
     */
    void advance(int from, int to, @Nullable BackboneLists lists) {
        int begin = from;
        while (begin < to) {
            int end = tieSafe ? Math.min(to, stream.stretchEnd(begin, 1)) : begin + 1;
            for (int i = begin; i < end; i++) {
                int event = stream.order()[i];
                rank(event, ask(event, lists));
                if (end == begin + 1) {
                    learn(event);
                }
            }
            // Weights learned within a second would tell of it: so they learn when all are ranked.
            for (int i = begin; end > begin + 1 && i < end; i++) {
                ask(stream.order()[i], lists);
                learn(stream.order()[i]);
            }
            for (int i = begin; i < end; i++) {
                count(stream.order()[i]);
            }
            begin = end;
        }
    }

    /** What teaches nothing is no click that the blend should have proposed. */
    private void learn(int event) {
        if (interactions.weight(event) > 0) {
            blend.clicked(interactions.row(event));
        }
    }

    /** What teaches nothing is not counted, as in the training job, but where a user begins. */
    private void count(int event) {
        boolean begins = event == interactions.begin(interactions.userOf(event));
        if (interactions.weight(event) == 0 && !begins) {
            return;
        }
        int row = interactions.row(event);
        String itemId = interactions.itemIds().get(row - 1);
        blend.describe(row, categories.getOrDefault(itemId, List.of()));
        blend.count(past(event, event), row, seconds[event]);
    }

    private Union ask(int event, @Nullable BackboneLists lists) {
        int begin = interactions.begin(interactions.userOf(event));
        int known = known(event);
        Proposed proposed = lists == null ? null : lists.of(event);
        if (proposed == null) {
            blend.backbone(new int[0], new float[0], 1);
        } else {
            blend.backbone(proposed.rows(), proposed.scores(), proposed.temperature());
        }
        int[] seen = Arrays.copyOfRange(interactions.rows(), begin, known);
        return blend.ask(past(event, known), seconds[event], seen);
    }

    private void rank(int event, Union union) {
        int place = stream.place(event);
        int target = union.place(interactions.row(event));
        if (place < 0 || target < 0) {
            return;
        }
        for (int s = 0; s < own.size(); s++) {
            int rank = union.rank(target, s);
            own.get(s).set(place, rank == 0 ? RankingMetrics.MISSED : rank);
        }
        ranks.set(place, blend.rank(target));
    }

    private int known(int event) {
        int begin = interactions.begin(interactions.userOf(event));
        return tieSafe ? Ties.known(interactions, begin, event) : event;
    }

    private Past past(int event, int known) {
        int begin = interactions.begin(interactions.userOf(event));
        return Past.of(interactions.rows(), seconds, begin, known);
    }
}
