package io.riffle.training.dataset;

import io.riffle.schema.Action;
import java.util.Arrays;
import java.util.List;

/**
 * Collects events in any order, for {@link Interactions}.
 *
 * <p><b>State</b>: owned by one thread, of no use after {@link #build()}.
 */
public final class InteractionsBuilder {
    private final Numbering userNumbers = new Numbering();
    private final Numbering itemNumbers = new Numbering();
    private int[] users = new int[1024];
    private int[] rows = new int[1024];
    private long[] seconds = new long[1024];
    private final WeightColumn weights = new WeightColumn();
    private final ActionColumn actions = new ActionColumn();
    private int size;

    /** An empty one whose item rows are given out in order of first appearance. */
    public InteractionsBuilder() {}

    /** An empty one that starts with a vocabulary: its rows keep their numbers. */
    public InteractionsBuilder(List<String> vocabulary) {
        vocabulary.forEach(itemNumbers::number);
    }

    /** Adds one click of weight 1. */
    public InteractionsBuilder add(String user, String item, long second) {
        return add(user, item, second, Action.CLICK, 1);
    }

    /** Adds one event, with its weight as a target. */
    public InteractionsBuilder add(
            String user, String item, long second, Action action, float weight) {
        if (size == users.length) {
            int longer = size + (size >> 1);
            users = Arrays.copyOf(users, longer);
            rows = Arrays.copyOf(rows, longer);
            seconds = Arrays.copyOf(seconds, longer);
        }
        weights.set(size, weight);
        actions.set(size, action);
        users[size] = userNumbers.number(user);
        rows[size] = itemNumbers.number(item) + 1;
        seconds[size++] = second;
        return this;
    }

    /** Events so far. */
    public int size() {
        return size;
    }

    /** The events, sorted. */
    public Interactions build() {
        UserOrder order = UserOrder.of(userNumbers.size(), users, seconds, size);
        int[] sortedRows = new int[size];
        long[] sortedSeconds = new long[size];
        for (int i = 0; i < size; i++) {
            sortedRows[i] = rows[order.ordinals()[i]];
            sortedSeconds[i] = seconds[order.ordinals()[i]];
        }
        return new Interactions(
                userNumbers.ids(),
                itemNumbers.ids(),
                order.offsets(),
                sortedRows,
                sortedSeconds,
                order.ordinals(),
                weights.ordered(order.ordinals()),
                actions.ordered(order.ordinals()));
    }
}
