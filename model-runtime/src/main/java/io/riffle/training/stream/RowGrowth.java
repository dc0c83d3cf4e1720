package io.riffle.training.stream;

import io.riffle.model.content.ContentMap;
import io.riffle.training.backbone.BackboneTrainer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives rows of a backbone's table to items: new ones behind the others, and those of items that
 * are not listed any more. A row starts where its item's content suggests.
 *
 * <p><b>State</b>: the map from content to rows; as the {@link OnlineBackbone}'s.
 */
final class RowGrowth {
    private final GrowingItems items;
    private final BackboneTrainer trainer;
    private final StartingRows starting;
    private final long seed;

    /**
     * Of one table.
     *
     * @param width of a row
     */
    RowGrowth(GrowingItems items, BackboneTrainer trainer, int width, long seed) {
        this.items = items;
        this.trainer = trainer;
        this.starting = new StartingRows(items, width);
        this.seed = seed;
    }

    /**
     * Meets items: those without a row get one where there is room.
     *
     * @return whether any did
     */
    boolean admit(Iterable<String> itemIds) {
        int before = items.rows();
        itemIds.forEach(items::admit);
        if (items.rows() == before) {
            return false;
        }
        int[] rows = IntStream.range(before, items.rows()).toArray();
        content();
        trainer.grow(starting.of(rows, seed * 31 + before));
        return true;
    }

    /** From the content of an item to its row, as of some steps ago; null before the first row. */
    @Nullable ContentMap content() {
        if (starting.due(trainer.steps())) {
            starting.fit(trainer.table(), row -> true, trainer.steps());
        }
        return starting.map();
    }

    /** Gives rows of items that are not listed to items that wait for one; the rows. */
    int[] recycle() {
        int[] rows = items.recycle();
        if (rows.length > 0) {
            starting.fit(
                    trainer.table(), row -> Arrays.binarySearch(rows, row) < 0, trainer.steps());
            trainer.restart(rows, starting.of(rows, seed * 31 + trainer.steps()));
        }
        return rows;
    }

    void write(DataOutput out) throws IOException {
        starting.write(out);
    }

    void read(DataInput in) throws IOException {
        starting.read(in);
    }
}
