package io.riffle.lab.audience;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Items by number of clicks so far, the most clicked first; equal counts in order of reaching them.
 * The baseline beside every hit rate.
 *
 * <p>A click costs constant time: items of equal count stand together, and a click moves its item
 * to the front of its group and the group's border behind it.
 */
final class RunningPopularity {

    private int[] order = new int[1024]; // item by place
    private int[] place = new int[1024]; // place by item, -1 before its first click
    private int[] count = new int[1024]; // clicks by item
    private int[] front = new int[1024]; // first place of the group by count
    private int items;

    RunningPopularity() {
        Arrays.fill(place, -1);
    }

    /**
     * One more click.
     *
     * @param item number of the item, from 0, dense
     */
    void add(int item) {
        makeRoom(item);
        if (place[item] < 0) {
            front[0] = items;
            place[item] = items;
            order[items++] = item;
        }
        int clicks = count[item];
        int border = front[clicks];
        swap(place[item], border);
        count[item] = clicks + 1;
        front[clicks] = border + 1;
        if (clicks + 1 >= front.length) {
            front = Arrays.copyOf(front, 2 * front.length);
        }
        if (border == 0 || count[order[border - 1]] != clicks + 1) {
            front[clicks + 1] = border;
        }
    }

    /** Whether an item is among the {@code size} most clicked ones outside {@code excluded}. */
    boolean amongTop(int item, int size, BitSet excluded) {
        int taken = 0;
        for (int i = 0; i < items && taken < size; i++) {
            if (order[i] == item) {
                return !excluded.get(item);
            }
            if (!excluded.get(order[i])) {
                taken++;
            }
        }
        return false;
    }

    private void swap(int a, int b) {
        int itemA = order[a];
        int itemB = order[b];
        order[a] = itemB;
        order[b] = itemA;
        place[itemB] = a;
        place[itemA] = b;
    }

    private void makeRoom(int item) {
        if (item < place.length) {
            return;
        }
        int size = Math.max(2 * place.length, item + 1);
        int known = place.length;
        order = Arrays.copyOf(order, size);
        place = Arrays.copyOf(place, size);
        count = Arrays.copyOf(count, size);
        Arrays.fill(place, known, size, -1);
    }
}
