package io.riffle.serving;

import io.riffle.schema.Candidate;
import io.riffle.serving.conditions.ItemSet;
import io.riffle.serving.items.ItemIndex;
import io.riffle.serving.items.Wanted;
import io.riffle.serving.slate.Proposed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What wishes mean to the first stage: which rows a request may get, how many, which ids it adds.
 */
final class WishReading {
    /** Between scores of candidates that have none. */
    private static final float STEP = .01f;

    private static final float[] NO_FEATURES = {};

    private final ItemIndex index;
    private final ServingOptions options;

    WishReading(ItemIndex index, ServingOptions options) {
        this.index = index;
        this.options = options;
    }

    /** The rows that a request may get. */
    Wanted wanted(Request request) {
        Wish wish = request.query().wish();
        ItemSet where = wish.where();
        int most = Math.max(options.candidates(), wish.size());
        if (!wish.candidates().isEmpty()) {
            int[] rows = new int[wish.candidates().size()];
            for (int i = 0; i < rows.length; i++) {
                String itemId = wish.candidates().get(i);
                rows[i] = where == null || where.contains(itemId) ? index.row(itemId) : 0;
            }
            return new Wanted(request.disliked(index), rows.length, index.mask(rows));
        }
        int[] excluded = request.excluded(index);
        if (!wish.similarTo().isEmpty()) {
            excluded = Arrays.copyOf(excluded, excluded.length + 1);
            excluded[excluded.length - 1] = index.row(wish.similarTo());
        }
        return new Wanted(excluded, most, where == null ? null : index.mask(where));
    }

    /** Whether as many candidates are to be found as there are, rather than good ones. */
    boolean fills(Request request) {
        Wish wish = request.query().wish();
        return wish.where() != null
                || !wish.candidates().isEmpty()
                || wish.size() > 0
                || !wish.arrangement().caps().isEmpty();
    }

    /** Items of a slate. */
    int size(Request request) {
        int size = request.query().wish().size();
        return size == 0 ? options.slateSize() : size;
    }

    /**
     * Adds candidates that were asked for and that the backbone does not know, where they may be
     * shown: behind all others, in the order in which they were given.
     */
    Proposed completed(Request request, List<Candidate> ranked) {
        Query query = request.query();
        Wish wish = query.wish();
        Proposed proposed = Proposed.of(ranked).atMost(open(request));
        if (wish.candidates().isEmpty()) {
            return proposed;
        }
        List<Candidate> all = new ArrayList<>(ranked);
        float below = all.isEmpty() ? 0 : all.get(all.size() - 1).generatorScore();
        for (String itemId : new LinkedHashSet<>(wish.candidates())) {
            ItemSet where = wish.where();
            boolean wanted =
                    index.row(itemId) == 0
                            && !query.disliked().contains(itemId)
                            && index.visibility().shows(itemId)
                            && (where == null || where.contains(itemId));
            if (wanted) {
                below -= STEP;
                all.add(new Candidate(itemId, below, NO_FEATURES));
            }
        }
        return new Proposed(all, proposed.open());
    }

    /** Candidates that a second stage is worth its cost for. */
    private int open(Request request) {
        return options.candidates() + 2 * size(request);
    }
}
