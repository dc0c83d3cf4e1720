package io.riffle.serving;

import io.riffle.schema.Candidate;
import io.riffle.serving.items.ItemIndex;
import io.riffle.serving.items.Wanted;
import io.riffle.serving.slate.CapCounts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks for more candidates until a slate is full under its caps, whoever proposes them.
 *
 * <p>It ends with the catalogue, or sooner: where asking for four times as many brought nothing
 * that fits, and nothing fits of {@value #SAMPLE} rows that are spread over the index either. So
 * what no slate can satisfy costs some asking, not an order of all items.
 */
final class CapSearch {
    /** Times as many candidates, where those that there are do not fill a slate. */
    private static final int MORE = 4;

    /** Rows that tell whether there is anything left. */
    private static final int SAMPLE = 512;

    /** So many of them must be among what may be shown, or they tell nothing. */
    private static final int TELLING = 64;

    private final ItemIndex index;
    private final WishReading wishes;
    private final int least;

    /**
     * @param least candidates that are kept always
     */
    CapSearch(ItemIndex index, WishReading wishes, int least) {
        this.index = index;
        this.wishes = wishes;
        this.least = least;
    }

    /**
     * The candidates, and of those behind them what fits the caps.
     *
     * @param best what was proposed first
     * @param search proposes as many as are wanted
     */
    List<Candidate> filled(
            Request request,
            Wanted wanted,
            List<Candidate> best,
            Function<Wanted, List<Candidate>> search) {
        if (request.query().wish().arrangement().caps().isEmpty()) {
            return best;
        }
        List<Candidate> candidates = best;
        Wanted of = wanted;
        CapCounts caps = caps(request);
        int fitting = take(caps, candidates);
        while (fitting < wishes.size(request)
                && candidates.size() >= of.most()
                && of.most() < index.rows()) {
            of = of.more((int) Math.min(index.rows(), (long) MORE * of.most()));
            candidates = search.apply(of);
            int before = fitting;
            caps = caps(request);
            fitting = take(caps, candidates);
            if (fitting <= before && nothingLeft(caps, wanted)) {
                break;
            }
        }
        return thinned(request, candidates);
    }

    /** As many candidates as always, and of those behind them what fits the caps. */
    private List<Candidate> thinned(Request request, List<Candidate> candidates) {
        int most = Math.max(least, request.query().wish().size());
        CapCounts caps = caps(request);
        List<Candidate> kept = new ArrayList<>();
        int taken = 0;
        for (Candidate candidate : candidates) {
            boolean fits = taken < wishes.size(request) && caps.take(candidate.itemId());
            taken += fits ? 1 : 0;
            if (kept.size() < most || fits) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    /** Whether nothing that may be shown seems to fit beside what is counted. */
    private boolean nothingLeft(CapCounts caps, Wanted wanted) {
        Set<Integer> excluded = new HashSet<>();
        for (int row : wanted.excluded()) {
            excluded.add(row);
        }
        int step = Math.max(1, index.rows() / SAMPLE);
        int looked = 0;
        for (int row = 1; row < index.rows(); row += step) {
            boolean shown = index.visibility().shows(row) && !excluded.contains(row);
            if (shown && !wanted.outside(row)) {
                looked++;
                if (caps.fits(index.itemId(row))) {
                    return false;
                }
            }
        }
        return looked >= TELLING;
    }

    private static CapCounts caps(Request request) {
        return new CapCounts(request.query().wish().arrangement().caps());
    }

    /** Counts what fits. */
    private static int take(CapCounts caps, List<Candidate> candidates) {
        int taken = 0;
        for (Candidate candidate : candidates) {
            taken += caps.take(candidate.itemId()) ? 1 : 0;
        }
        return taken;
    }
}
