package io.riffle.training.publish;

import io.riffle.model.tables.SourceTables;
import org.jspecify.annotations.Nullable;

/** Candidate sources that learn beside a backbone, over its item rows. */
public interface LearnedSources {
    /**
     * What is published, over this many rows; null as long as the blend foresees fewer clicks than
     * the backbone alone.
     */
    @Nullable SourceTables tables(int rows);

    /**
     * Whether the blend foresees as many clicks as popularity, which serves where no model does.
     */
    boolean beatPopularity();

    /** Whether any are learned; none are published otherwise. */
    boolean on();

    /** Items of these rows are others from now on. */
    void forget(int[] rows);
}
