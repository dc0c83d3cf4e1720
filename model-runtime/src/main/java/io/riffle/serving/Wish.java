package io.riffle.serving;

import io.riffle.serving.conditions.ItemSet;
import io.riffle.serving.slate.Arrangement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a slate, beside that it go on from the history.
 *
 * @param size items wanted; 0 = as many as the options say
 * @param where the items that may be shown; null = all
 * @param candidates item ids: these are ranked and no others, seen ones too; those that the
 *     backbone does not know come last, in this order; empty = whatever is best
 * @param bestOnly whether nothing is explored
 * @param similarTo item id whose neighbours are wanted, which no reranker puts in another order;
 *     empty = what goes on from the history
 * @param arrangement what is done to the order
 */
public record Wish(
        int size,
        @Nullable ItemSet where,
        List<String> candidates,
        boolean bestOnly,
        String similarTo,
        Arrangement arrangement) {

    /** Nothing but the best. */
    public static final Wish NONE = new Wish(0, null, List.of(), false, "", Arrangement.NONE);

    /** Copies the candidates. */
    public Wish {
        candidates = List.copyOf(candidates);
    }
}
