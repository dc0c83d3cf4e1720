package io.riffle.serving.slate;

import io.riffle.model.psad.SlateReadOut;
import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
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
        List<Chosen> chosen = chosen(arrangement, scored, size, likeness, pins, places);
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

    /** Candidates for the ranks without pins, in order. */
    private static List<Chosen> chosen(
            Arrangement arrangement,
            Scored scored,
            int size,
            Likeness likeness,
            Pins pins,
            Map<String, Integer> places) {
        int wanted = size - pins.size();
        boolean[] all = new boolean[scored.candidates().size()];
        List<Chosen> chosen = picked(arrangement, scored, size, likeness, pins, places, all);
        if (chosen.size() >= wanted || arrangement.caps().isEmpty()) {
            return chosen;
        }
        boolean[] left = new boolean[scored.candidates().size()];
        int fitting = leaveOut(arrangement, scored.candidates(), wanted, pins, left);
        return fitting <= chosen.size()
                ? chosen
                : picked(arrangement, scored, size, likeness, pins, places, left);
    }

    /**
     * Leaves out all but what fits the caps in the first stage's order.
     *
     * @return how many fit
     */
    private static int leaveOut(
            Arrangement arrangement,
            List<Candidate> candidates,
            int wanted,
            Pins pins,
            boolean[] gone) {
        CapCounts caps = new CapCounts(arrangement.caps());
        pins.itemIds().forEach(caps::place);
        int fitting = 0;
        for (int i = 0; i < gone.length; i++) {
            String itemId = candidates.get(i).itemId();
            gone[i] = fitting == wanted || pins.has(itemId) || !caps.take(itemId);
            fitting += gone[i] ? 0 : 1;
        }
        return fitting;
    }

    /**
     * Picks slot by slot.
     *
     * @param gone candidates that are not picked; is changed
     */
    private static List<Chosen> picked(
            Arrangement arrangement,
            Scored scored,
            int size,
            Likeness likeness,
            Pins pins,
            Map<String, Integer> places,
            boolean[] gone) {
        int wanted = size - pins.size();
        CapCounts caps = new CapCounts(arrangement.caps());
        Variety variety = new Variety(scored, likeness, arrangement.diversity());
        for (String itemId : pins.itemIds()) {
            caps.place(itemId);
            variety.place(itemId);
        }
        List<Candidate> candidates = scored.candidates();
        List<Chosen> chosen = new ArrayList<>(wanted);
        SlateReadOut placing = new SlateReadOut(scored.scores(), scored.terms(), size);
        while (chosen.size() < wanted) {
            passPins(placing, pins, places);
            int best = -1;
            float most = 0;
            for (int i = 0; i < gone.length; i++) {
                float worth = gone[i] ? 0 : variety.worth(i, placing.worth(i));
                if (!gone[i] && (best < 0 || worth > most)) {
                    String itemId = candidates.get(i).itemId();
                    // What does not fit now never will.
                    gone[i] = pins.has(itemId) || !caps.fits(itemId);
                    best = gone[i] ? best : i;
                    most = gone[i] ? most : worth;
                }
            }
            if (best < 0) {
                break;
            }
            String itemId = candidates.get(best).itemId();
            gone[best] = true;
            chosen.add(new Chosen(best, placing.worth(best)));
            placing.place(best);
            caps.place(itemId);
            variety.place(itemId);
        }
        return chosen;
    }

    /** Goes past ranks that pins take; one that is a candidate counts for what comes after it. */
    private static void passPins(SlateReadOut placing, Pins pins, Map<String, Integer> places) {
        for (String pin = pins.at(placing.slot() + 1);
                pin != null;
                pin = pins.at(placing.slot() + 1)) {
            Integer place = places.get(pin);
            if (place == null) {
                placing.skip();
            } else {
                placing.place(place);
            }
        }
    }

    /**
     * A candidate at a rank.
     *
     * @param score after what is placed before it
     */
    private record Chosen(int candidate, float score) {}

    private static RankedItem ranked(Scored scored, Chosen chosen, int rank) {
        Candidate item = scored.candidates().get(chosen.candidate());
        return new RankedItem(item.itemId(), rank, chosen.score(), item.generatorScore());
    }
}
