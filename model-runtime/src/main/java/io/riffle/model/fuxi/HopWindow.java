package io.riffle.model.fuxi;

/**
 * How much of a history longer than the window is read: several events leave a full window at once,
 * so that most clicks find one that has only grown.
 *
 * @param most events that are read
 * @param hop of them that leave a full window, at least 1
 */
public record HopWindow(int most, int hop) {

    /** Of a quarter, where the hop is 0; never of more than the window holds. */
    public static HopWindow of(int most, int hop) {
        return new HopWindow(most, hop > 0 ? Math.min(hop, most) : Math.max(1, most / 4));
    }

    /** Events that have left a window after {@code events} of them. */
    public int left(int events) {
        return events <= most ? 0 : (events - most - 1) / hop * hop + hop;
    }

    /** As large a part of fewer events as of a full window, at least one. */
    public int part(int events) {
        return Math.max(1, (int) ((long) events * hop / most));
    }
}
