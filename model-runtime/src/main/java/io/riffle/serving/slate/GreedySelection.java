package io.riffle.serving.slate;

import io.riffle.model.psad.SlateReadOut;
import io.riffle.schema.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Slot by slot what is worth most after what stands before it, of those that no cap keeps out: the
 * ranks of a slate that no pin takes.
 */
final class GreedySelection {
    private final Arrangement arrangement;
    private final Scored scored;
    private final int size;
    private final Likeness likeness;
    private final Pins pins;
    private final Map<String, Integer> places;

    /**
     * One slate's.
     *
     * @param size ranks, those of pins included
     * @param places of the candidates, by item id
     */
    GreedySelection(
            Arrangement arrangement,
            Scored scored,
            int size,
            Likeness likeness,
            Pins pins,
            Map<String, Integer> places) {
        this.arrangement = arrangement;
        this.scored = scored;
        this.size = size;
        this.likeness = likeness;
        this.pins = pins;
        this.places = places;
    }

    /** Candidates for the ranks without pins, in order. */
    List<Chosen> chosen() {
        int wanted = size - pins.size();
        List<Chosen> chosen = picked(new boolean[scored.candidates().size()]);
        if (chosen.size() >= wanted || arrangement.caps().isEmpty()) {
            return chosen;
        }
        boolean[] left = new boolean[scored.candidates().size()];
        int fitting = leaveOut(wanted, left);
        return fitting <= chosen.size() ? chosen : picked(left);
    }

    /**
     * Leaves out all but what fits the caps in the first stage's order.
     *
     * @return how many fit
     */
    private int leaveOut(int wanted, boolean[] gone) {
        CapCounts caps = new CapCounts(arrangement.caps());
        pins.itemIds().forEach(caps::place);
        List<Candidate> candidates = scored.candidates();
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
    private List<Chosen> picked(boolean[] gone) {
        int wanted = size - pins.size();
        CapCounts caps = new CapCounts(arrangement.caps());
        Variety variety = new Variety(scored, likeness, arrangement.diversity());
        for (String itemId : pins.itemIds()) {
            caps.place(itemId);
            variety.place(itemId);
        }
        List<Chosen> chosen = new ArrayList<>(wanted);
        SlateReadOut placing =
                new SlateReadOut(scored.scores(), scored.terms(), size, scored.ordered());
        while (chosen.size() < wanted) {
            passPins(placing);
            int best = best(0, scored.ordered(), gone, caps, variety, placing);
            if (best < 0) {
                best = best(scored.ordered(), gone.length, gone, caps, variety, placing);
            }
            if (best < 0) {
                break;
            }
            String itemId = scored.candidates().get(best).itemId();
            gone[best] = true;
            chosen.add(new Chosen(best, placing.worth(best)));
            placing.place(best);
            caps.place(itemId);
            variety.place(itemId);
        }
        return chosen;
    }

    /** What is worth most of the candidates from one place to another; -1 where none fits. */
    private int best(
            int from,
            int to,
            boolean[] gone,
            CapCounts caps,
            Variety variety,
            SlateReadOut placing) {
        int best = -1;
        float most = 0;
        for (int i = from; i < to; i++) {
            float worth = gone[i] ? 0 : variety.worth(i, placing.worth(i));
            if (!gone[i] && (best < 0 || worth > most)) {
                String itemId = scored.candidates().get(i).itemId();
                // What does not fit now never will.
                gone[i] = pins.has(itemId) || !caps.fits(itemId);
                best = gone[i] ? best : i;
                most = gone[i] ? most : worth;
            }
        }
        return best;
    }

    /** Goes past ranks that pins take; one that is a candidate counts for what comes after it. */
    private void passPins(SlateReadOut placing) {
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
    record Chosen(int candidate, float score) {}
}
