package io.riffle.job.operator;

import io.riffle.serving.ServingCounts;
import org.jspecify.annotations.Nullable;

/** Sums over all models that have served in this subtask, each of which counts from 0. */
final class ServedUsers {

    private long extended;
    private long prefilled;
    private long encoded;

    /** The counts of models that serve no more. */
    void add(ServingCounts counts) {
        extended += counts.extended();
        prefilled += counts.prefilled();
        encoded += counts.encoded();
    }

    /** The sums with those of the models that serve now. */
    ServingCounts with(@Nullable Inference current) {
        ServingCounts now = current == null ? new ServingCounts(0, 0, 0, 0) : current.counts();
        return new ServingCounts(
                extended + now.extended(),
                prefilled + now.prefilled(),
                encoded + now.encoded(),
                now.cachedUsers());
    }
}
