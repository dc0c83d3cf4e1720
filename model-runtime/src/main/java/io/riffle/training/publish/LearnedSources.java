package io.riffle.training.publish;

import io.riffle.model.sources.SourceTables;

/** Candidate sources that learn beside a backbone, over its item rows. */
public interface LearnedSources {
    /** What is published, over this many rows. */
    SourceTables tables(int rows);

    /** Items of these rows are others from now on. */
    void forget(int[] rows);
}
