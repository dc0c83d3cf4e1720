package io.riffle.lab.audience;

import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.SideTopic;
import io.riffle.schema.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Items that the catalogue lists later than others: when the clicks have come to their time.
 *
 * <p><b>Units</b>: epoch ms of event time.
 */
final class Arrivals {
    private final Deque<Item> later;
    private final SideTopic<Item> items = SideTopic.items();
    private final RecordSender sender;

    Arrivals(List<Item> later, RecordSender sender) {
        List<Item> inOrder = new ArrayList<>(later);
        inOrder.sort(Comparator.comparingLong(Item::createdTime));
        this.later = new ArrayDeque<>(inOrder);
        this.sender = sender;
    }

    /** Sends those whose time has come. */
    void until(long time) {
        while (!later.isEmpty() && later.element().createdTime() <= time) {
            items.send(sender, later.remove());
        }
    }
}
