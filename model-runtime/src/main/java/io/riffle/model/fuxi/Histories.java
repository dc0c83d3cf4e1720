package io.riffle.model.fuxi;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import org.jspecify.annotations.Nullable;

/**
 * Ragged histories of a bundle, padded and laid out for the device.
 *
 * <p>Padding sits to the right, where a causal model cannot see it.
 */
final class Histories {
    private final int[][] rows;
    private final long[][] seconds;
    private final long @Nullable [][] queries;
    private final FuxiConfig config;
    private final int longest;

    Histories(int[][] rows, long[][] seconds, FuxiConfig config) {
        this(rows, seconds, null, config);
    }

    /**
     * Lays histories out.
     *
     * @param queries the time each position is asked with, as many as rows; null: the next event's
     */
    Histories(int[][] rows, long[][] seconds, long @Nullable [][] queries, FuxiConfig config) {
        this.rows = rows;
        this.seconds = seconds;
        this.queries = queries;
        this.config = config;
        require("users", seconds.length, rows.length == seconds.length, "match the rows");
        int most = 0;
        for (int user = 0; user < rows.length; user++) {
            int length = rows[user].length;
            require(
                    "length",
                    length,
                    length >= 1 && length <= config.positions(),
                    "lie between 1 and " + config.positions());
            int times = queries == null ? length + 1 : length;
            require(
                    "times",
                    seconds[user].length,
                    seconds[user].length == times
                            && (queries == null || queries[user].length == times),
                    "be the events' and the query's: " + times);
            most = Math.max(most, length);
        }
        this.longest = most;
    }

    /** The same events, each position asked with the time of the next; the last as here. */
    Histories settled() {
        if (queries == null) {
            return this;
        }
        long[][] next = new long[rows.length][];
        for (int user = 0; user < rows.length; user++) {
            int last = rows[user].length - 1;
            next[user] = queries[user].clone();
            System.arraycopy(seconds[user], 1, next[user], 0, last);
        }
        return new Histories(rows, seconds, next, config);
    }

    int users() {
        return rows.length;
    }

    int longest() {
        return longest;
    }

    /** Item rows, position first, [N, B]; padding 0. */
    int[] rows() {
        int users = rows.length;
        int[] flat = new int[longest * users];
        for (int user = 0; user < users; user++) {
            int[] own = rows[user];
            for (int i = 0; i < own.length; i++) {
                flat[i * users + user] = own[i];
            }
        }
        return flat;
    }

    /** t_j, user first, [B, N]; padding 0. */
    long[] own() {
        return flat(seconds, 0, 0);
    }

    /** t_{i+1} + 1, user first, [B, N]; padding 0: its differences clamp to zero. */
    long[] nextPlusOne() {
        return queries == null ? flat(seconds, 1, 1) : flat(queries, 0, 1);
    }

    /** Where values go, position first, [N · B]; a user's last position and padding to slot 0. */
    long[] places(int[] slots, LayerValues values) {
        long[] places = new long[longest * slots.length];
        for (int user = 0; user < slots.length; user++) {
            for (int i = 0; slots[user] > 0 && i < rows[user].length - 1; i++) {
                places[i * slots.length + user] = values.place(slots[user], i);
            }
        }
        return places;
    }

    /** Each user's last position of [B, N, D], [B, D]. */
    NDArray last(NDManager scratch, NDArray all_BND) {
        long[] users = new long[rows.length];
        long[] last = new long[rows.length];
        for (int user = 0; user < rows.length; user++) {
            users[user] = user;
            last[user] = rows[user].length - 1L;
        }
        return all_BND.get(new NDIndex("{}, {}", scratch.create(users), scratch.create(last)));
    }

    private long[] flat(long[][] times, int shift, long plus) {
        long[] flat = new long[longest * rows.length];
        for (int user = 0; user < rows.length; user++) {
            for (int i = 0; i < rows[user].length; i++) {
                flat[user * longest + i] = times[user][i + shift] + plus;
            }
        }
        return flat;
    }

    private static void require(String thing, int value, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The " + thing + " (" + value + ") of a bundle's history must " + rule + ".");
        }
    }
}
