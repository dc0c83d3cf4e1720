package io.riffle.serving.slate;

import io.riffle.schema.Candidate;
import io.riffle.serving.slate.Arrangement.Boost;
import java.util.ArrayList;
import java.util.List;

/**
 * Raises items: scores are brought to mean 0 and deviation 1, so that a boost means the same for
 * models of any scale, and the boosts of all conditions that an item satisfies are added.
 *
 * <p>What no model has scored stays behind what one has, unless it is raised itself.
 */
final class Boosts {

    private Boosts() {}

    /** The candidates with raised scores; untouched ones where there is no boost. */
    static Scored raise(Scored scored, List<Boost> boosts) {
        int count = scored.candidates().size();
        if (boosts.isEmpty() || count == 0) {
            return scored;
        }
        Scored given = scored.ordered() == count ? scored : raisedFirst(scored, boosts);
        float[] before = given.scores();
        double mean = Spread.mean(before, scored.ordered());
        double deviation = Spread.deviation(before, scored.ordered());
        float[] raised = new float[count];
        for (int i = 0; i < count; i++) {
            double score = deviation == 0 ? 0 : (before[i] - mean) / deviation;
            raised[i] = (float) (score + by(given.candidates().get(i), boosts));
        }
        // What is placed before counts as much beside the standardised scores as beside the others.
        float scale = deviation == 0 ? 0 : (float) (1 / deviation);
        return new Scored(given.candidates(), raised, given.terms().times(scale), given.ordered());
    }

    /** Of those without scores the raised ones come before the others, and compete. */
    private static Scored raisedFirst(Scored scored, List<Boost> boosts) {
        List<Candidate> before = scored.candidates();
        List<Candidate> after = new ArrayList<>(before.subList(0, scored.ordered()));
        List<Candidate> others = new ArrayList<>();
        for (Candidate candidate : before.subList(scored.ordered(), before.size())) {
            (by(candidate, boosts) > 0 ? after : others).add(candidate);
        }
        int ordered = after.size();
        after.addAll(others);
        // Scores fall by their places, whoever has which.
        return new Scored(after, scored.scores(), scored.terms(), ordered);
    }

    private static double by(Candidate candidate, List<Boost> boosts) {
        double by = 0;
        for (Boost boost : boosts) {
            by += boost.where().contains(candidate.itemId()) ? boost.by() : 0;
        }
        return by;
    }
}
