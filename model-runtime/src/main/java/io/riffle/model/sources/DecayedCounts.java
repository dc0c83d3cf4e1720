package io.riffle.model.sources;

import io.riffle.model.tables.Columns;
import io.riffle.model.tables.SourceTables;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Popularity that forgets: an event counts half after a number of events, or after a time. The best
 * items are kept in order, so that proposing costs no pass over the catalogue.
 *
 * <p>Counts grow instead of fading: a new event counts more than the last one did, and all are
 * scaled back before they become too large. So only what is clicked changes its place.
 */
final class DecayedCounts implements Source {
    private static final double LARGEST = 1e100;

    /**
     * Doublings of the weight of an event after which a table has other units: a float holds it.
     */
    private static final int STEADY = 64;

    /** Of the column with the total; 1 in tables that have none, whose counts are shares. */
    private static final String TOTAL = ".total";

    /** Of the column that says how much an event of now weighs; earlier tables have none. */
    private static final String NOW = ".now";

    /** Items in order: more than are proposed, since a user has seen some of them. */
    private static final int KEPT = 512;

    private final String name;
    private final double events;
    private final double seconds;
    private double[] counts = new double[0];
    private int[] places = new int[0]; // by row, from 1; 0 = not among the best
    private final int[] best = new int[KEPT];
    private int size;
    private double weight = 1;
    private double total;
    private long time = Long.MIN_VALUE;

    private DecayedCounts(String name, double events, double seconds) {
        this.name = name;
        this.events = events;
        this.seconds = seconds;
    }

    /** All events count alike. */
    static DecayedCounts allTime() {
        return new DecayedCounts(CandidateSources.POPULAR, 0, 0);
    }

    /** An event counts half after so many others. */
    static DecayedCounts perEvents(int halfLife) {
        return new DecayedCounts("popular " + halfLife, halfLife, 0);
    }

    /** An event counts half after so many hours. */
    static DecayedCounts perHours(int halfLife) {
        return new DecayedCounts("popular " + halfLife + "h", 0, halfLife * 3600.0);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void grow(int rows) {
        if (counts.length < rows) {
            int longer = Math.max(rows, counts.length + (counts.length >> 1));
            counts = Arrays.copyOf(counts, longer);
            places = Arrays.copyOf(places, longer);
        }
    }

    /** Counts an event. */
    void learn(int row, long now) {
        if (events > 0) {
            weight *= Math.pow(2, 1 / events);
        } else if (seconds > 0) {
            weight *= time == Long.MIN_VALUE ? 1 : Math.pow(2, Math.max(0, now - time) / seconds);
            time = Math.max(time, now);
        }
        // Before it is added: after a long silence the weight may be infinite.
        if (weight > LARGEST) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] /= weight;
            }
            total /= weight;
            weight = 1;
        }
        counts[row] += weight;
        total += weight;
        rise(row);
    }

    @Override
    public void propose(Past past, long now, Union union, int number) {
        for (int i = 0; i < size && !union.full(number); i++) {
            if (!union.leavesOut(best[i])) {
                union.add(number, best[i]);
            }
        }
    }

    @Override
    public void probabilities(int[] rows, int count, float[] into) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            into[i] = row < counts.length && total > 0 ? (float) (counts[row] / total) : 0;
        }
    }

    /** Items of these rows are others from now on. */
    void forget(int[] rows) {
        for (int row : rows) {
            if (row < counts.length) {
                counts[row] = 0;
            }
        }
        // Added up anew: what is left of a difference may be less than nothing.
        total = Arrays.stream(counts).sum();
        order();
    }

    /**
     * Counts by row, and their total. In units that stay the same for many half-lives, so that a
     * row that nothing was counted for is the same in the next table.
     */
    void table(int rows, Map<String, float[]> reals) {
        double unit = Math.scalb(1.0, Math.getExponent(weight) / STEADY * STEADY);
        float[] table = new float[rows];
        for (int row = 1; row < Math.min(rows, counts.length); row++) {
            table[row] = (float) (counts[row] / unit);
        }
        reals.put(name, table);
        reals.put(name + TOTAL, new float[] {(float) (total / unit)});
        reals.put(name + NOW, new float[] {(float) (weight / unit)});
    }

    /** Answers as one did whose table this is. */
    void read(int rows, SourceTables tables) {
        float[] table = tables.real(name, rows);
        grow(rows);
        for (int row = 1; row < rows; row++) {
            counts[row] = table[row];
        }
        total = tables.scale(name + TOTAL);
        weight = tables.scale(name + NOW);
        order();
    }

    /**
     * Goes on learning from what was read.
     *
     * @param clicks that were counted
     * @param newest time of the newest of them
     */
    void goOn(SourceTables tables, long clicks, long newest) {
        if (!tables.reals().containsKey(name + NOW)) {
            // All of them together weigh as much as so many of now; hours are not known.
            double all = (double) Math.max(1, clicks);
            double fade = events > 0 ? Math.pow(2, -1 / events) : 1;
            double ofNow = fade < 1 ? (1 - Math.pow(fade, all)) / (1 - fade) : all;
            weight = total > 0 ? total / ofNow : 1;
        }
        time = newest > 0 ? newest : Long.MIN_VALUE;
    }

    void write(DataOutput out, int rows) throws IOException {
        out.writeDouble(weight);
        out.writeDouble(total);
        out.writeLong(time);
        for (int row = 1; row < rows; row++) {
            out.writeDouble(counts[row]);
        }
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeInt(best[i]);
        }
    }

    void read(DataInput in, int rows) throws IOException {
        grow(rows);
        weight = in.readDouble();
        total = in.readDouble();
        time = in.readLong();
        for (int row = 1; row < rows; row++) {
            counts[row] = in.readDouble();
        }
        Arrays.fill(places, 0);
        size = Columns.length(in.readInt(), KEPT);
        for (int i = 0; i < size; i++) {
            best[i] = Columns.length(in.readInt(), rows - 1);
            places[best[i]] = i + 1;
        }
    }

    private void order() {
        Arrays.fill(places, 0);
        size = 0;
        for (int row = 1; row < counts.length; row++) {
            if (counts[row] > 0) {
                rise(row);
            }
        }
    }

    private void rise(int row) {
        int at = places[row] - 1;
        if (at < 0) {
            if (size < KEPT) {
                at = size++;
            } else if (before(row, best[KEPT - 1])) {
                at = KEPT - 1;
                places[best[at]] = 0;
            } else {
                return;
            }
        }
        while (at > 0 && before(row, best[at - 1])) {
            best[at] = best[at - 1];
            places[best[at]] = at + 1;
            at--;
        }
        best[at] = row;
        places[row] = at + 1;
    }

    /** Of equal counts the lower row: so that the order tells nothing but the counts. */
    private boolean before(int row, int other) {
        return counts[row] > counts[other] || (counts[row] == counts[other] && row < other);
    }
}
