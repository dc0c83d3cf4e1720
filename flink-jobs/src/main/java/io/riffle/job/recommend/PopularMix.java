package io.riffle.job.recommend;

import io.riffle.job.explain.PopularLists;
import io.riffle.job.items.EligibleItems;
import io.riffle.job.items.KnownContexts;
import io.riffle.job.items.NewItems;
import io.riffle.job.items.PopularByContext;
import io.riffle.job.items.PopularByContext.Context;
import io.riffle.serving.Wish;
import io.riffle.serving.conditions.ItemSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What slates without a model are mixed from: lists of what is popular, then items that few have
 * seen, then whatever satisfies the condition. Whoever explains such a slate asks here again.
 *
 * @param told names of what a click says of itself that has lists too
 * @param slateSize items of a slate where nothing else is wished
 */
record PopularMix(
        PopularByContext popular,
        KnownContexts contexts,
        EligibleItems eligible,
        NewItems newItems,
        List<String> told,
        int slateSize)
        implements PopularLists {

    /**
     * Up to {@code count} items, the most likely first.
     *
     * @param in which lists are mixed
     * @param where a condition that every item satisfies; null = none
     * @param not items that must not be shown, the condition's included
     */
    List<String> best(List<Context> in, @Nullable ItemSet where, int count, Predicate<String> not) {
        List<String> items = popular.top(count, not, in);
        Set<String> there = new HashSet<>(items);
        Predicate<String> notAgain = item -> there.contains(item) || not.test(item);
        if (items.size() < count) {
            items.addAll(newItems.newest(count - items.size(), notAgain));
        }
        if (items.size() < count && where != null) {
            there.addAll(items);
            items.addAll(where.newest(count - items.size(), notAgain));
        }
        return items;
    }

    @Override
    public int size(Wish wish) {
        return wish.size() == 0 ? slateSize : wish.size();
    }

    @Override
    public List<String> best(Reader reader, int count, Predicate<String> excluded) {
        ItemSet where = reader.wish().where();
        return best(
                in(reader),
                where,
                count,
                item -> excluded.test(item) || !eligible.mayBeShown(item) || !in(where, item));
    }

    @Override
    public List<Context> mixed(Reader reader) {
        return popular.listed(in(reader));
    }

    private List<Context> in(Reader reader) {
        return contexts.of(reader.last(), Map.of(), reader.time(), reader.profile());
    }

    /** Whether a condition, if there is one, lets an item in. */
    static boolean in(@Nullable ItemSet where, String itemId) {
        return where == null || where.contains(itemId);
    }
}
