package io.riffle.schema.explain;

import io.riffle.schema.HistoryEvent;
import java.util.List;

/**
 * The slate of a user who never did one thing: the model was asked anew.
 *
 * @param event that is left out
 * @param slate it would have been, item ids, best first; the event's own item may be among them
 * @param ranks per item of the slate with the event, the rank it would have had, the event's own
 *     item left out; 0 = none
 */
public record Without(HistoryEvent event, List<String> slate, List<Integer> ranks) {

    /** Copies the lists. */
    public Without {
        slate = List.copyOf(slate);
        ranks = List.copyOf(ranks);
    }
}
