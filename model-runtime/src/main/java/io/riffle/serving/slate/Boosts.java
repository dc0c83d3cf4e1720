package io.riffle.serving.slate;

import io.riffle.serving.slate.Arrangement.Boost;
import java.util.List;

/**
 * Raises items: scores are brought to mean 0 and deviation 1, so that a boost means the same for
 * models of any scale, and the boosts of all conditions that an item satisfies are added.
 */
final class Boosts {

    private Boosts() {}

    /** The same candidates with raised scores; untouched ones where there is no boost. */
    static Scored raise(Scored scored, List<Boost> boosts) {
        int count = scored.candidates().size();
        if (boosts.isEmpty() || count == 0) {
            return scored;
        }
        float[] before = scored.scores();
        double mean = Spread.mean(before, count);
        double deviation = Spread.deviation(before, count);
        float[] raised = new float[count];
        for (int i = 0; i < count; i++) {
            double score = deviation == 0 ? 0 : (before[i] - mean) / deviation;
            for (Boost boost : boosts) {
                if (boost.where().contains(scored.candidates().get(i).itemId())) {
                    score += boost.by();
                }
            }
            raised[i] = (float) score;
        }
        // What is placed before counts as much beside the standardised scores as beside the others.
        float scale = deviation == 0 ? 0 : (float) (1 / deviation);
        return new Scored(scored.candidates(), raised, scored.terms().times(scale));
    }
}
