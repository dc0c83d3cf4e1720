package io.riffle.model.fuxi;

import java.util.Arrays;

/**
 * New rows of several users, to be computed side by side on top of settled positions.
 *
 * <p>A row is <b>settled</b> when the time of the event after it is known: its values are written
 * and never change. An <b>open</b> row asks for a time and leaves nothing behind. Rows of one user
 * come in rising position; an open row may stand at any position whose predecessors are settled, in
 * this call or before.
 *
 * <p><b>Shapes:</b> B users · R rows of the user with most of them; the others are padded.
 */
public final class Extension {
    private final int[] slots;
    private final Row[][] rows;
    private final long[][] seconds;
    private final int most;
    private final int pages;

    /**
     * One new row.
     *
     * @param item row of the item table
     * @param position index in the window, from 0
     * @param next seconds: time of the next event, or the time that is asked for
     * @param settled whether {@code next} is the time of a real event
     */
    public record Row(int item, int position, long next, boolean settled) {}

    /**
     * Lays rows side by side.
     *
     * @param slots of {@link LayerValues}, one per user, none twice
     * @param seconds per user, the time of every position up to that of its last row
     */
    public Extension(int[] slots, Row[][] rows, long[][] seconds) {
        this.slots = slots;
        this.rows = rows;
        this.seconds = seconds;
        int longest = 0;
        int reach = 0;
        for (Row[] own : rows) {
            longest = Math.max(longest, own.length);
            for (Row row : own) {
                reach = Math.max(reach, row.position + 1);
            }
        }
        this.most = longest;
        this.pages = LayerValues.pages(reach);
    }

    /**
     * Whole windows: every position but the last is settled, that one asks.
     *
     * @param seconds times of each user's events, and the query time after them
     */
    static Extension ofWindows(int[] slots, int[][] items, long[][] seconds) {
        Row[][] rows = new Row[slots.length][];
        for (int user = 0; user < rows.length; user++) {
            int last = items[user].length - 1;
            rows[user] = new Row[last + 1];
            for (int i = 0; i <= last; i++) {
                rows[user][i] = new Row(items[user][i], i, seconds[user][i + 1], i < last);
            }
        }
        return new Extension(slots, rows, seconds);
    }

    int users() {
        return slots.length;
    }

    int slot(int user) {
        return slots[user];
    }

    Row[] rows(int user) {
        return rows[user];
    }

    /** Times of a user's positions. */
    long[] seconds(int user) {
        return seconds[user];
    }

    /** R. */
    int most() {
        return most;
    }

    /** Columns of positions that any row reads. */
    int columns() {
        return pages * LayerValues.PAGE;
    }

    /** Item of every row, [B · R]; padding 0. */
    int[] items() {
        int[] items = new int[slots.length * most];
        for (int user = 0; user < rows.length; user++) {
            for (int r = 0; r < rows[user].length; r++) {
                items[user * most + r] = rows[user][r].item;
            }
        }
        return items;
    }

    /** Position of every row, [B · R]; padding 0. */
    int[] positions() {
        int[] positions = new int[slots.length * most];
        for (int user = 0; user < rows.length; user++) {
            for (int r = 0; r < rows[user].length; r++) {
                positions[user * most + r] = rows[user][r].position;
            }
        }
        return positions;
    }

    /** Where every row's values go, [B · R]; open rows and padding to slot 0. */
    long[] places(LayerValues values) {
        long[] places = new long[slots.length * most];
        for (int user = 0; user < rows.length; user++) {
            for (int r = 0; r < rows[user].length; r++) {
                Row row = rows[user][r];
                if (row.settled) {
                    places[user * most + r] = values.place(slots[user], row.position);
                }
            }
        }
        return places;
    }

    /** Pages of every user, [B · pages]. */
    long[] pages(LayerValues values) {
        long[] all = new long[slots.length * pages];
        for (int user = 0; user < slots.length; user++) {
            long first = values.page(slots[user]);
            for (int page = 0; page < pages; page++) {
                all[user * pages + page] = first + page;
            }
        }
        return all;
    }

    /** Places of the open rows among all rows, in order of users and rows. */
    long[] open() {
        long[] open = new long[slots.length * most];
        int count = 0;
        for (int user = 0; user < rows.length; user++) {
            for (int r = 0; r < rows[user].length; r++) {
                if (!rows[user][r].settled) {
                    open[count++] = (long) user * most + r;
                }
            }
        }
        return Arrays.copyOf(open, count);
    }

    /** max(Δ, 0) + 1. */
    static float rise(long difference) {
        return Math.max(difference, 0) + 1;
    }
}
