package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.jspecify.annotations.Nullable;

/**
 * The learned bias of every pair of candidates, by the distance of their first-stage ranks.
 *
 * <p><b>State</b>: with weights that no longer change, the bias of the last number of candidates:
 * bundles come with the same one.
 */
final class PairBias {
    private final PsadConfig config;
    private final UserProfileNetwork users;
    private @Nullable NDArray kept;
    private int keptCandidates;

    PairBias(PsadConfig config, UserProfileNetwork users) {
        this.config = config;
        this.users = users;
    }

    /** The bias as {@link UserProfileNetwork#pairBias} lays it out. */
    NDArray of(int candidates, NDManager manager) {
        return users.pairBias(relative(candidates, manager));
    }

    /**
     * The same, computed once for a number of candidates.
     *
     * @param resident owns it
     */
    NDArray kept(int candidates, NDManager resident) {
        NDArray last = kept;
        if (last != null && candidates == keptCandidates) {
            return last;
        }
        try (NDManager scratch = resident.newSubManager()) {
            NDArray bias = of(candidates, scratch);
            bias.attach(resident);
            kept = bias;
            keptCandidates = candidates;
            if (last != null) {
                last.close();
            }
            return bias;
        }
    }

    /** Row of the bias tables for every head and pair: distances beyond the bound are one. */
    private NDArray relative(int k, NDManager manager) {
        int bound = config.positions();
        long[] rows = new long[config.heads() * k * k];
        int at = 0;
        for (int h = 0; h < config.heads(); h++) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    int distance = Math.max(-bound, Math.min(bound, i - j));
                    rows[at++] = (long) h * (2 * bound + 1) + distance + bound;
                }
            }
        }
        return manager.create(rows);
    }
}
