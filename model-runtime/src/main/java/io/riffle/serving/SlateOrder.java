package io.riffle.serving;

import io.riffle.schema.Tier;
import io.riffle.serving.slate.Scored;
import java.util.List;

/**
 * What a {@link io.riffle.serving.slate.SlatePolicy} goes by in the second stage. Two of them: the
 * generator's own scores, the student's.
 */
interface SlateOrder extends AutoCloseable {
    /** Tier of answers made with it. */
    Tier tier();

    /** Version that answers name; 0 where no model takes part. */
    long version();

    /** Scores the candidates of a bundle, proposal by proposal. */
    List<Scored> score(List<Proposal> proposals);

    @Override
    void close();
}
