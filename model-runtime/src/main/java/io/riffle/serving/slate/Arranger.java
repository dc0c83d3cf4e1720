package io.riffle.serving.slate;

import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
import io.riffle.serving.slate.GreedySelection.Chosen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Makes a slate of scored candidates by the rules of a placement: {@link Boosts}, then slot by slot
 * what is worth most by {@link Variety} of those that no cap keeps out, with {@link Pins} at their
 * ranks. Pinned items count for caps and variety, wherever they stand.
 *
 * <p>Of equal candidates the one that came first in the first stage is placed first. Where too few
 * candidates fit the caps, the slate is shorter; pins at ranks beyond the last are put behind it.
 * Where the best ones stand in the way of more, what fits in the first stage's order is arranged:
 * that order was searched until it fills the slate.
 */
public final class Arranger {
    private static final float[] NO_FEATURES = {};

    private Arranger() {}

    /**
     * A slate of what somebody else has ordered, such as popular items.
     *
     * @param itemIds best first, each once
     * @param scores of the items, falling
     * @param pinned which pinned items may be shown
     */
    public static List<RankedItem> slate(
            Arrangement arrangement,
            List<String> itemIds,
            float[] scores,
            int size,
            Predicate<String> pinned) {
        List<Candidate> candidates = new ArrayList<>(itemIds.size());
        for (int i = 0; i < scores.length; i++) {
            candidates.add(new Candidate(itemIds.get(i), scores[i], NO_FEATURES));
        }
        return slate(arrangement, new Scored(candidates, scores), size, Likeness.UNKNOWN, pinned);
    }

    /**
     * A slate.
     *
     * @param pinned which pinned items may be shown
     * @return ranks from 1; a pinned item that was no candidate has score 0
     */
    public static List<RankedItem> slate(
            Arrangement arrangement,
            Scored given,
            int size,
            Likeness likeness,
            Predicate<String> pinned) {
        Scored scored = Boosts.raise(given, arrangement.boosts());
        Pins pins = new Pins(arrangement.pins(), size, pinned);
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < scored.candidates().size(); i++) {
            places.putIfAbsent(scored.candidates().get(i).itemId(), i);
        }
        List<Chosen> chosen =
                new GreedySelection(arrangement, scored, size, likeness, pins, places).chosen();
        List<RankedItem> slate = new ArrayList<>(size);
        int next = 0;
        for (int rank = 1; rank <= size; rank++) {
            String pin = pins.at(rank);
            if (pin != null) {
                Integer place = places.get(pin);
                slate.add(
                        place == null
                                ? new RankedItem(pin, slate.size() + 1, 0, 0)
                                : ranked(
                                        scored,
                                        new Chosen(place, scored.scores()[place]),
                                        slate.size() + 1));
            } else if (next < chosen.size()) {
                slate.add(ranked(scored, chosen.get(next++), slate.size() + 1));
            }
        }
        return slate;
    }

    private static RankedItem ranked(Scored scored, Chosen chosen, int rank) {
        Candidate item = scored.candidates().get(chosen.candidate());
        return new RankedItem(item.itemId(), rank, chosen.score(), item.generatorScore());
    }
}
