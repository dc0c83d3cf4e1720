package io.riffle.job.state;

import io.riffle.schema.ask.SlateRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user was shown when slates were asked for, the newest last: at most {@link #MOST_SLATES}
 * slates and {@link #MOST_ITEMS} items.
 *
 * @param paidUntil up to when the requests so far have used their budget up, epoch microseconds
 */
public record Served(List<Shown> slates, long paidUntil) {

    /** Slates that are remembered. */
    public static final int MOST_SLATES = 40;

    /** Items of all of them together. */
    public static final int MOST_ITEMS = 2_000;

    /** Nothing. */
    public static final Served NOTHING = new Served(List.of(), 0);

    /**
     * One slate.
     *
     * @param placement empty = none
     * @param time for which it was asked, epoch ms
     * @param before what the slates had shown that it went on from; in no order
     * @param asked what was asked, so that it can be explained; null = it is not known, or was too
     *     long to be kept
     */
    public record Shown(
            String recommendationId,
            String placement,
            long time,
            List<String> before,
            List<String> itemIds,
            @Nullable SlateRequest asked) {

        /** Of which nobody knows what was asked. */
        public Shown(
                String recommendationId,
                String placement,
                long time,
                List<String> before,
                List<String> itemIds) {
            this(recommendationId, placement, time, before, itemIds, null);
        }

        /** Copies the items. */
        public Shown {
            before = List.copyOf(before);
            itemIds = List.copyOf(itemIds);
        }

        /** How many ids are remembered with it. */
        public int items() {
            return before.size() + itemIds.size();
        }
    }

    /** Copies the slates. */
    public Served {
        slates = List.copyOf(slates);
    }

    /** With one more slate; a slate of the same id gives way to it. */
    public Served and(Shown shown) {
        List<Shown> more = new ArrayList<>(slates);
        more.removeIf(before -> before.recommendationId().equals(shown.recommendationId()));
        more.add(shown);
        int items = 0;
        int first = more.size();
        while (first > 0 && more.size() - first < MOST_SLATES) {
            items += more.get(first - 1).items();
            if (items > MOST_ITEMS) {
                break;
            }
            first--;
        }
        return new Served(more.subList(first, more.size()), paidUntil);
    }

    /** The same with another budget. */
    public Served withPaidUntil(long paid) {
        return new Served(slates, paid);
    }

    /** What is remembered of a slate; null = nothing. */
    public @Nullable Shown named(String recommendationId) {
        for (Shown shown : slates) {
            if (shown.recommendationId().equals(recommendationId)) {
                return shown;
            }
        }
        return null;
    }

    /** What was remembered before a slate was shown. */
    public Served before(String recommendationId) {
        List<Shown> earlier = new ArrayList<>();
        for (Shown shown : slates) {
            if (shown.recommendationId().equals(recommendationId)) {
                return new Served(earlier, paidUntil);
            }
            earlier.add(shown);
        }
        return this;
    }

    /** What a slate, and those that it went on from, have shown; in no order. */
    public Set<String> upTo(String recommendationId) {
        Set<String> items = new HashSet<>();
        for (Shown shown : slates) {
            if (shown.recommendationId().equals(recommendationId)) {
                items.addAll(shown.before());
                items.addAll(shown.itemIds());
            }
        }
        return items;
    }

    /**
     * What a placement has shown of late.
     *
     * @param newest slates that count whenever they were
     * @param since what was asked for later counts too, epoch ms
     * @param but a slate that does not count: the one that is asked for again
     */
    public Set<String> lately(String placement, int newest, long since, String but) {
        Set<String> items = new HashSet<>();
        int seen = 0;
        for (int i = slates.size() - 1; i >= 0; i--) {
            Shown shown = slates.get(i);
            if (!shown.placement().equals(placement) || shown.recommendationId().equals(but)) {
                continue;
            }
            if (seen < newest || shown.time() > since) {
                items.addAll(shown.itemIds());
            }
            seen++;
        }
        return items;
    }
}
