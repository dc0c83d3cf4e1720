package io.riffle.model.sources;

import io.riffle.model.tables.Columns;
import io.riffle.model.tables.SourceTables;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * What is counted click by click: what is popular, what follows what, when an item was clicked.
 *
 * <p><b>Shapes</b>: item rows start at 1. <b>Units</b>: epoch seconds. <b>State</b>: owned by one
 * thread.
 */
final class ClickCounts {
    private static final int MOST_ROWS = 1 << 28;

    private final List<DecayedCounts> popular =
            List.of(
                    DecayedCounts.allTime(),
                    DecayedCounts.perEvents(100),
                    DecayedCounts.perEvents(500),
                    DecayedCounts.perEvents(2_000),
                    DecayedCounts.perHours(2));
    private final PairCounts sessions =
            new PairCounts(new PairRule("sessions", 5, .85, .15, true, 0));
    private final PairCounts recent =
            new PairCounts(new PairRule("recent", 5, .85, .3, false, 10_000));
    private final List<PairCounts> pairs = List.of(sessions, recent);
    private final CategoryCounts categories = new CategoryCounts();
    private final ItemActivity activity = new ItemActivity();
    private int rows;

    /** What is clicked most, of all clicks first. */
    List<DecayedCounts> popular() {
        return popular;
    }

    /** What follows what within a session. */
    PairCounts sessions() {
        return sessions;
    }

    /** What follows what among the newest clicks. */
    PairCounts recent() {
        return recent;
    }

    /** What is popular in each category. */
    CategoryCounts categories() {
        return categories;
    }

    /** When and how often each item was clicked. */
    ItemActivity activity() {
        return activity;
    }

    /** One more than the highest row that was met. */
    int rows() {
        return rows;
    }

    /** Share of an item among all clicks. */
    float popularity(int row) {
        return popular.get(0).probability(row);
    }

    /** What follows an item in sessions. */
    Followers followers(int row, int most, IntPredicate outside) {
        return sessions.followers(row, most, outside);
    }

    /** Learns a click: what is popular, and what it follows. */
    void learn(Past before, int row, long now) {
        int highest = row;
        for (int n = 0; n < before.length(); n++) {
            // What was clicked before anybody counted was never the newest.
            highest = Math.max(highest, before.rows()[n]);
        }
        grow(highest + 1);
        for (DecayedCounts counts : popular) {
            counts.learn(row, now);
        }
        for (PairCounts counts : pairs) {
            counts.learn(before, row, now);
        }
        categories.learn(row);
        activity.learn(row, now);
    }

    /** Items of these rows are others from now on. */
    void forget(int[] changed) {
        BitSet forgotten = new BitSet();
        for (int row : changed) {
            forgotten.set(row);
            activity.forget(row);
        }
        popular.forEach(counts -> counts.forget(changed));
        pairs.forEach(counts -> counts.forget(forgotten::get));
        categories.forget(forgotten::get);
    }

    /** What is needed to answer, for these item rows. */
    void tables(int published, Map<String, float[]> reals, Map<String, int[]> whole) {
        for (DecayedCounts counts : popular) {
            counts.table(published, reals);
        }
        for (PairCounts counts : pairs) {
            counts.tables(published, reals, whole);
        }
        categories.tables(published, reals, whole);
        whole.put("first", activity.firstTimes(published));
        whole.put("last", activity.lastTimes(published));
        whole.put("clicks", activity.clicks(new int[published]));
    }

    /** Answers as those did whose tables these are. */
    void read(TableShape shape, SourceTables tables) {
        int published = shape.rows();
        grow(published);
        for (DecayedCounts counts : popular) {
            counts.read(published, tables);
        }
        for (PairCounts counts : pairs) {
            counts.read(published, tables);
        }
        if (!shape.first()) {
            categories.read(published, shape.categories(), tables);
        }
        activity.read(
                tables.whole("first", published),
                tables.whole("last", published),
                tables.whole("clicks", published));
    }

    /** Goes on learning from the tables that were read. */
    void goOn(SourceTables tables) {
        for (DecayedCounts counts : popular) {
            counts.goOn(tables, activity.total(), activity.newest());
        }
        categories.goOn();
    }

    /** Everything that decides what comes next. */
    void write(DataOutput out) throws IOException {
        out.writeInt(rows);
        for (DecayedCounts counts : popular) {
            counts.write(out, rows);
        }
        for (PairCounts counts : pairs) {
            counts.write(out, rows);
        }
        activity.write(out, rows);
        categories.write(out, rows);
    }

    /**
     * Goes on from what {@link #write} wrote.
     *
     * @param first whether the first version did, which knew no categories
     */
    void read(DataInput in, boolean first) throws IOException {
        grow(Columns.length(in.readInt(), MOST_ROWS));
        for (DecayedCounts counts : popular) {
            counts.read(in, rows);
        }
        for (PairCounts counts : pairs) {
            counts.read(in, rows);
        }
        activity.read(in, rows);
        if (!first) {
            categories.read(in, rows);
        }
    }

    /** Makes room for so many rows. */
    void grow(int least) {
        if (rows < least) {
            rows = least;
            popular.forEach(counts -> counts.grow(rows));
            pairs.forEach(counts -> counts.grow(rows));
            categories.grow(rows);
            activity.grow(rows);
        }
    }
}
