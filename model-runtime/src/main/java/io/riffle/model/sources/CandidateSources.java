package io.riffle.model.sources;

import io.riffle.schema.explain.Said;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Everything that proposes candidates to a request: counts that learn click by click, and the
 * backbone's list where there is one.
 *
 * <p><b>Shapes</b>: item rows start at 1. <b>Units</b>: epoch seconds. <b>State</b>: owned by one
 * thread.
 */
final class CandidateSources {
    /** The source whose list is given: see {@link #backbone}. */
    static final String BACKBONE = "backbone";

    /** The source that counts all clicks alike. */
    static final String POPULAR = "popular";

    private static final int MOST_ROWS = 1 << 28;

    private final List<Source> sources = new ArrayList<>();
    private final List<DecayedCounts> popular;
    private final List<PairCounts> pairs;
    private final PairCounts sessions;
    private final Listed listed;
    private final ItemActivity activity = new ItemActivity();
    private final Union union;
    private int rows;

    /** Sources that have seen nothing. */
    CandidateSources() {
        popular =
                List.of(
                        DecayedCounts.allTime(),
                        DecayedCounts.perEvents(100),
                        DecayedCounts.perEvents(500),
                        DecayedCounts.perEvents(2_000),
                        DecayedCounts.perHours(2));
        sessions = new PairCounts(new PairRule("sessions", 5, .85, .15, true, 0));
        PairCounts recent = new PairCounts(new PairRule("recent", 5, .85, .3, false, 10_000));
        pairs = List.of(sessions, recent);
        listed = new Listed(BACKBONE);
        sources.addAll(popular);
        sources.add(new Neighbours("neighbours in sessions", sessions, Past.EVENTS, 0));
        sources.add(new Neighbours("neighbours of the last", sessions, 1, 3));
        sources.add(new Neighbours("neighbours of late", recent, Past.EVENTS, 0));
        sources.add(listed);
        union = new Union(sources.size());
    }

    /** Their names, in order. */
    List<String> names() {
        return sources.stream().map(Source::name).toList();
    }

    /** Features of a candidate. */
    int features() {
        return CandidateFeatures.count(sources.size());
    }

    /**
     * What the backbone proposes to the next request.
     *
     * @param items rows, best first; none = it has nothing to say
     * @param scores of the rows, falling
     * @param temperature that the softmax of the scores has
     */
    void backbone(int[] items, float[] scores, float temperature) {
        if (items.length == 0) {
            listed.clear();
        } else {
            for (int row : items) {
                grow(row + 1);
            }
            listed.set(items, scores, temperature);
        }
    }

    /** Proposes none of these rows from now on. */
    void hide(IntPredicate hidden) {
        union.hide(hidden);
    }

    /**
     * Asks all sources.
     *
     * @param leftOut rows that are not to be proposed
     * @param outside says of others that they are not
     * @return valid until the next call
     */
    Union propose(Past past, long now, int[] leftOut, IntPredicate outside) {
        union.start(rows);
        union.leaveOut(outside);
        for (int row : leftOut) {
            union.leaveOut(row);
        }
        for (int s = 0; s < sources.size(); s++) {
            sources.get(s).propose(past, now, union, s);
        }
        return union;
    }

    /**
     * What is known of the candidates of {@link #propose}.
     *
     * @param into at least [size, features], overwritten
     */
    void features(Past past, long now, float[] into) {
        float support = past.length() == 0 ? 0 : sessions.sum(past.rows()[past.length() - 1]);
        CandidateFeatures.write(union, sources, activity, support, now, into);
    }

    /** Which of the sources propose an item, but for the backbone. */
    List<Said> said(Union proposed, int row) {
        int place = proposed.place(row);
        List<Said> said = new ArrayList<>();
        for (int s = 0; place >= 0 && s < sources.size(); s++) {
            Source source = sources.get(s);
            int rank = proposed.rank(place, s);
            if (rank > 0 && source != listed) {
                said.add(new Said(source.name(), rank, source.probability(row)));
            }
        }
        return said;
    }

    /** What follows an item in sessions. */
    Followers followers(int row, int most, IntPredicate outside) {
        return sessions.followers(row, most, outside);
    }

    /** Share of an item among all clicks. */
    float popularity(int row) {
        return popular.get(0).probability(row);
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
        activity.learn(row, now);
    }

    void forget(int[] changed) {
        BitSet forgotten = new BitSet();
        for (int row : changed) {
            forgotten.set(row);
            activity.forget(row);
        }
        popular.forEach(counts -> counts.forget(changed));
        pairs.forEach(counts -> counts.forget(forgotten::get));
    }

    void tables(int published, Map<String, float[]> reals, Map<String, int[]> whole) {
        for (DecayedCounts counts : popular) {
            reals.put(counts.name(), counts.table(published));
        }
        for (PairCounts counts : pairs) {
            counts.tables(published, reals, whole);
        }
        whole.put("first", activity.firstTimes(published));
        whole.put("last", activity.lastTimes(published));
        whole.put("clicks", activity.clicks(new int[published]));
    }

    void read(int published, SourceTables tables) {
        grow(published);
        for (DecayedCounts counts : popular) {
            counts.read(tables.real(counts.name(), published));
        }
        for (PairCounts counts : pairs) {
            counts.read(published, tables);
        }
        activity.read(
                tables.whole("first", published),
                tables.whole("last", published),
                tables.whole("clicks", published));
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(rows);
        for (DecayedCounts counts : popular) {
            counts.write(out, rows);
        }
        for (PairCounts counts : pairs) {
            counts.write(out, rows);
        }
        activity.write(out, rows);
    }

    void read(DataInput in) throws IOException {
        grow(Columns.length(in.readInt(), MOST_ROWS));
        for (DecayedCounts counts : popular) {
            counts.read(in, rows);
        }
        for (PairCounts counts : pairs) {
            counts.read(in, rows);
        }
        activity.read(in, rows);
    }

    private void grow(int least) {
        if (rows < least) {
            rows = least;
            sources.forEach(source -> source.grow(rows));
            pairs.forEach(counts -> counts.grow(rows));
            activity.grow(rows);
        }
    }
}
