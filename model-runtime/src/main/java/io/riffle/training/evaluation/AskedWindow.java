package io.riffle.training.evaluation;

import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.Ties;
import java.util.ArrayList;
import java.util.List;

/**
 * A window of one user's known events and the questions asked in it.
 *
 * @param begin the user's first event
 * @param rows item rows, oldest first, [n]
 * @param seconds times, [n]
 * @param asks what is asked
 */
record AskedWindow(int begin, int[] rows, long[] seconds, List<Ask> asks) {
    /**
     * One event to be ranked.
     *
     * @param event its index
     * @param position that answers with all events before it known; -1 when there is none
     * @param known one past the user's last event before its second
     * @param tiePosition that answers with those known; -1 when there is none
     */
    record Ask(int event, int position, int known, int tiePosition) {}

    int length() {
        return rows.length;
    }

    /**
     * Cuts a user's events into windows as serving does: a full one loses a quarter at once.
     *
     * @param user index, first and one past the last event to be ranked
     * @param rowOf the backbone's row of each row of the interactions; 0 = left out
     */
    static void cut(
            Interactions interactions,
            int[] user,
            int[] rowOf,
            int longest,
            List<AskedWindow> windows) {
        int begin = interactions.begin(user[0]);
        int[] knownBefore = new int[user[2] - begin + 1];
        int[] known = new int[user[2] - begin];
        int count = 0;
        for (int event = begin; event < user[2]; event++) {
            knownBefore[event - begin] = count;
            if (rowOf[interactions.row(event)] > 0) {
                known[count++] = event;
            }
        }
        int start = -1;
        int newest = -1;
        List<Ask> asks = new ArrayList<>();
        for (int event = user[1]; event < user[2]; event++) {
            int sure = Ties.known(interactions, begin, event);
            int place = knownBefore[event - begin] - 1;
            int tiePlace = knownBefore[sure - begin] - 1;
            if (start < 0 || place - start >= longest) {
                add(interactions, rowOf, begin, known, start, newest, asks, windows);
                asks = new ArrayList<>();
                int kept = longest - longest / 4;
                start = Math.max(0, place + 1 - kept);
            }
            newest = place;
            int tiePosition = tiePlace < start ? -1 : tiePlace - start;
            asks.add(new Ask(event, place < 0 ? -1 : place - start, sure, tiePosition));
        }
        add(interactions, rowOf, begin, known, start, newest, asks, windows);
    }

    private static void add(
            Interactions interactions,
            int[] rowOf,
            int begin,
            int[] known,
            int start,
            int newest,
            List<Ask> asks,
            List<AskedWindow> windows) {
        if (asks.isEmpty()) {
            return;
        }
        int[] rows = new int[Math.max(0, newest - start + 1)];
        long[] seconds = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = rowOf[interactions.row(known[start + i])];
            seconds[i] = interactions.seconds(known[start + i]);
        }
        windows.add(new AskedWindow(begin, rows, seconds, asks));
    }
}
