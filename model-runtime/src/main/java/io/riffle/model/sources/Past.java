package io.riffle.model.sources;

/**
 * What a user did of late, as sources read it.
 *
 * @param rows item rows of the newest known events, oldest first; [n], n up to {@link #EVENTS}
 * @param seconds their times, epoch seconds, [n]
 * @param known number of the user's known events, n at least
 */
public record Past(int[] rows, long[] seconds, int known) {
    /** Events that sources read. */
    public static final int EVENTS = 12;

    /** Seconds without an event after which another session begins. */
    public static final long SESSION_GAP = 1800;

    /** Of a user without events. */
    public static final Past NOTHING = new Past(new int[0], new long[0], 0);

    /** The newest events of [begin, end). */
    public static Past of(int[] rows, long[] seconds, int begin, int end) {
        int length = Math.min(EVENTS, end - begin);
        int[] newest = new int[length];
        long[] times = new long[length];
        System.arraycopy(rows, end - length, newest, 0, length);
        System.arraycopy(seconds, end - length, times, 0, length);
        return new Past(newest, times, end - begin);
    }

    int length() {
        return rows.length;
    }

    /** Seconds since the newest event; 0 when there is none. */
    long gap(long now) {
        return rows.length == 0 ? 0 : Math.max(0, now - seconds[rows.length - 1]);
    }

    /** Whether another session began between an event and the one before it, or now. */
    boolean breaksBefore(int at, long now) {
        long time = at == rows.length ? now : seconds[at];
        return time - seconds[at - 1] > SESSION_GAP;
    }
}
