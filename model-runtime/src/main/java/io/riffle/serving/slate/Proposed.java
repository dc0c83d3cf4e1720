package io.riffle.serving.slate;

import io.riffle.schema.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first stage's candidates of one request.
 *
 * @param candidates best first
 * @param open how many of them, from the first on, the second stage may put in another order
 */
public record Proposed(List<Candidate> candidates, int open) {
    /** Nothing is proposed. */
    public static final Proposed NOTHING = of(List.of());

    /** Between scores of candidates that nobody scored. */
    private static final float STEP = .01f;

    /** All of them may be put in another order. */
    public static Proposed of(List<Candidate> candidates) {
        return new Proposed(candidates, candidates.size());
    }

    /** None may. */
    public static Proposed inOrder(List<Candidate> candidates) {
        return new Proposed(candidates, 0);
    }

    /** Only so many may. */
    public Proposed atMost(int most) {
        return open <= most ? this : new Proposed(candidates, most);
    }

    /** What was scored, then the others, below the lowest of its scores, in their order. */
    public Scored behind(Scored scored) {
        List<Candidate> others = candidates.subList(open, candidates.size());
        if (others.isEmpty()) {
            return scored;
        }
        int head = scored.candidates().size();
        List<Candidate> all = new ArrayList<>(scored.candidates());
        all.addAll(others);
        float[] scores = Arrays.copyOf(scored.scores(), all.size());
        if (head == 0) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = all.get(i).generatorScore();
            }
            return new Scored(all, scores);
        }
        float below = Float.POSITIVE_INFINITY;
        for (int i = 0; i < head; i++) {
            below = Math.min(below, scores[i]);
        }
        for (int i = head; i < scores.length; i++) {
            below -= STEP;
            scores[i] = below;
        }
        return new Scored(all, scores, scored.terms(), head);
    }
}
