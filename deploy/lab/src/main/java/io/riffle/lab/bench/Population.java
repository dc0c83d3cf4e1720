package io.riffle.lab.bench;

import io.riffle.lab.clicks.ClickSource;
import io.riffle.lab.clicks.OutgoingClick;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.wire.ClickEventWire;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/**
 * Clicks of very many users who come in sessions, for a benchmark: {@value #AT_ONCE} are there at
 * once and click in turn until their sessions end, then others are. Every user has had n sessions
 * before any has n + 1, in another order each time; a few items are much clicked. What the n-th
 * click is follows from n alone, so that no memory of the users is needed.
 */
final class Population implements ClickSource {

    private static final int AT_ONCE = 500;

    /** A prime that divides no number of users: its multiples pass all of them. */
    private static final long STEP = Integer.MAX_VALUE;

    private final int users;
    private final int session;
    private final List<String> items;
    private final LongUnaryOperator time;
    private final ClickEventWire wire = new ClickEventWire();
    private long next;

    /**
     * @param users a number below 2^31 - 1
     * @param session clicks of one
     * @param first number of the first click
     * @param time of the n-th click, epoch ms
     */
    Population(int users, int session, int items, long first, LongUnaryOperator time) {
        this.users = users;
        this.session = session;
        this.items =
                IntStream.range(0, items)
                        .mapToObj(item -> String.format(Locale.ROOT, "item-%06d", item))
                        .toList();
        this.next = first;
        this.time = time;
    }

    @Override
    public String describe() {
        return String.format(Locale.ROOT, "%,d users, %,d items", users, items.size());
    }

    @Override
    public List<String> itemIds() {
        return items;
    }

    @Override
    public OutgoingClick next() {
        ClickEvent click = click(next++);
        return OutgoingClick.of(click, wire);
    }

    @Override
    public void close() {}

    private ClickEvent click(long n) {
        double share = new SplittableRandom(n).nextDouble();
        return new ClickEvent(
                "e" + n,
                String.format(Locale.ROOT, "user-%010d", user(n)),
                items.get((int) (share * share * items.size())),
                Action.CLICK,
                time.applyAsLong(n),
                null,
                0,
                Map.of());
    }

    /** Whose the n-th click is: sessions follow each other, those of a block click in turn. */
    private long user(long n) {
        long nth = n / ((long) AT_ONCE * session) * AT_ONCE + n % AT_ONCE;
        long round = nth / users;
        return Math.floorMod((nth % users) * STEP + round * round, (long) users);
    }
}
