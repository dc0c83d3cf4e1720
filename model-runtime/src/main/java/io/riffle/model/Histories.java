package io.riffle.model;

/**
 * Ragged histories of a bundle, padded and laid out for the device.
 *
 * <p>Padding sits to the right, where a causal model cannot see it.
 */
final class Histories {
    private final int[][] rows;
    private final long[][] seconds;
    private final int longest;

    Histories(int[][] rows, long[][] seconds, FuxiConfig config) {
        this.rows = rows;
        this.seconds = seconds;
        require("users", seconds.length, rows.length == seconds.length, "match the rows");
        int most = 0;
        for (int user = 0; user < rows.length; user++) {
            int length = rows[user].length;
            require(
                    "length",
                    length,
                    length >= 1 && length <= config.positions(),
                    "lie between 1 and " + config.positions());
            require(
                    "times",
                    seconds[user].length,
                    seconds[user].length == length + 1,
                    "be the events' and the query's: " + (length + 1));
            most = Math.max(most, length);
        }
        this.longest = most;
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
        return flat(0, 0);
    }

    /** t_{i+1} + 1, user first, [B, N]; padding 0: its differences clamp to zero. */
    long[] nextPlusOne() {
        return flat(1, 1);
    }

    private long[] flat(int shift, long plus) {
        long[] flat = new long[longest * rows.length];
        for (int user = 0; user < rows.length; user++) {
            for (int i = 0; i < rows[user].length; i++) {
                flat[user * longest + i] = seconds[user][i + shift] + plus;
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
