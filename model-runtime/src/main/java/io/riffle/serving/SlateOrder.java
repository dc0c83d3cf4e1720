package io.riffle.serving;

import io.riffle.schema.RankedItem;
import io.riffle.schema.Tier;
import java.util.List;

/**
 * The second stage: candidates to slates. Two of them: the generator's own order, the student's.
 */
interface SlateOrder extends AutoCloseable {
    /** Tier of answers made with it. */
    Tier tier();

    /** Version that answers name; 0 where no model takes part. */
    long version();

    /**
     * Orders a bundle.
     *
     * @return one slate per proposal, best first, ranks from 1, at most the slate size
     */
    List<List<RankedItem>> order(List<Proposal> proposals);

    @Override
    void close();
}
