package io.riffle.serving.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts the work of a bundle, sorted by amount, into batched passes of users with like amounts. */
public final class Passes {
    /** Most time differences in one full pass, B·N²: 32 MiB a tensor of that size. */
    private static final long LARGEST_PASS = 1 << 23;

    /** Most rows in one extending pass. */
    private static final int MOST_ROWS = 1024;

    /** Rows that cost less than a pass of their own would, whose price is mostly that it is one. */
    private static final int CHEAP_PADDING = 32;

    private final int mostUsers;

    /**
     * @param mostUsers of a full pass
     */
    public Passes(int mostUsers) {
        this.mostUsers = mostUsers;
    }

    /** Full passes over windows sorted by length; a single window always fits. */
    public <T> List<List<T>> full(List<T> sorted, ToIntFunction<T> length) {
        List<List<T>> passes = new ArrayList<>();
        for (int from = 0; from < sorted.size(); ) {
            int to = from + 1;
            while (to < sorted.size() && to - from < mostUsers) {
                long longest = length.applyAsInt(sorted.get(to));
                if ((to + 1 - from) * longest * longest > LARGEST_PASS) {
                    break;
                }
                to++;
            }
            passes.add(sorted.subList(from, to));
            from = to;
        }
        return passes;
    }

    /** Extending passes over users sorted by their rows. */
    public <T> List<List<T>> extending(List<T> sorted, ToIntFunction<T> rows) {
        List<List<T>> passes = new ArrayList<>();
        for (int from = 0; from < sorted.size(); ) {
            int least = rows.applyAsInt(sorted.get(from));
            int wanted = least;
            int to = from + 1;
            while (to < sorted.size()) {
                int most = rows.applyAsInt(sorted.get(to));
                if (!fits(most, to + 1 - from, least, wanted)) {
                    break;
                }
                wanted += most;
                to++;
            }
            passes.add(sorted.subList(from, to));
            from = to;
        }
        return passes;
    }

    /**
     * Whether one more user fits into an extending pass.
     *
     * @param most rows of that user, and with them of everybody in the pass
     * @param users in the pass, that one included
     * @param least rows of the user with fewest
     * @param wanted rows of the others together, padding left out
     */
    private static boolean fits(int most, int users, int least, int wanted) {
        int padding = users * most - wanted - most;
        return users * most <= MOST_ROWS && (most <= 2 * least || padding <= CHEAP_PADDING);
    }
}
