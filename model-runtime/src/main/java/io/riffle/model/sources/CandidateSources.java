package io.riffle.model.sources;

import io.riffle.schema.explain.Said;
import java.util.ArrayList;
import java.util.List;
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

    /** Place of the source that the first version did not have. */
    static final int ADDED = 8;

    private final List<Source> sources = new ArrayList<>();
    private final ClickCounts counts = new ClickCounts();
    private final Listed listed;
    private final Union union;
    private int grown;

    /** Sources that have seen nothing. */
    CandidateSources() {
        PairCounts sessions = counts.sessions();
        listed = new Listed(BACKBONE);
        sources.addAll(counts.popular());
        sources.add(new Neighbours("neighbours in sessions", sessions, Past.EVENTS, 0));
        sources.add(new Neighbours("neighbours of the last", sessions, 1, 3));
        sources.add(new Neighbours("neighbours of late", counts.recent(), Past.EVENTS, 0));
        sources.add(new PopularInCategories(counts.categories()));
        sources.add(listed);
        union = new Union(sources.size());
    }

    /** What they learn, click by click. */
    ClickCounts counts() {
        return counts;
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
                counts.grow(row + 1);
            }
            follow();
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
        follow();
        union.start(counts.rows());
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
        PairCounts sessions = counts.sessions();
        float support = past.length() == 0 ? 0 : sessions.sum(past.rows()[past.length() - 1]);
        CandidateFeatures.write(union, sources, counts.activity(), support, now, into);
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

    /** Gives every source room for the rows that were counted. */
    private void follow() {
        if (grown < counts.rows()) {
            grown = counts.rows();
            sources.forEach(source -> source.grow(grown));
        }
    }
}
