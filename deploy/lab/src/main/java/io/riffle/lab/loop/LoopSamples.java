package io.riffle.lab.loop;

import io.riffle.lab.lists.SimulatedList;
import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Outcome;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Slate;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.serving.slate.SlatePolicy;
import io.riffle.training.lists.ListSample;
import java.util.ArrayList;
import java.util.List;

/** What became of a slate, as the recommendation job tells it once all clicks have come. */
final class LoopSamples {

    private LoopSamples() {}

    /**
     * The sample of a request.
     *
     * @param clicked the list with the clicks on it
     * @param shown what was answered
     */
    static TrainingSample of(
            SimulatedList clicked,
            SlatePolicy.Shown shown,
            Tier tier,
            long backboneVersion,
            long rerankerVersion) {
        ListSample list = clicked.sample();
        long time = 1_000 * list.seconds();
        Slate slate =
                new Slate(
                        list.listId(),
                        time,
                        list.history().length,
                        ServedSlates.candidates(list),
                        shown.items().stream().map(RankedItem::itemId).toList(),
                        shown.propensities(),
                        list.profile(),
                        backboneVersion,
                        rerankerVersion,
                        tier,
                        time,
                        time,
                        null,
                        List.of(),
                        0);
        List<HistoryEvent> clicks = clicks(list, shown, time);
        for (HistoryEvent click : clicks) {
            slate = slate.labelled(click);
        }
        return clicks.isEmpty()
                ? slate.sample(list.userId(), history(list), Outcome.EXPIRED)
                : slate.closedBy(clicks.get(0))
                        .sample(list.userId(), history(list), Outcome.CLICKED);
    }

    /** From the top of the slate down. */
    private static List<HistoryEvent> clicks(ListSample list, SlatePolicy.Shown shown, long time) {
        List<HistoryEvent> clicks = new ArrayList<>();
        for (RankedItem item : shown.items()) {
            for (int i = 0; i < list.size(); i++) {
                if (list.candidates()[i].equals(item.itemId()) && list.labels()[i] > 0) {
                    clicks.add(new HistoryEvent(item.itemId(), time, Action.CLICK));
                }
            }
        }
        return clicks;
    }

    private static List<HistoryEvent> history(ListSample list) {
        List<HistoryEvent> history = new ArrayList<>(list.history().length);
        for (int n = 0; n < list.history().length; n++) {
            history.add(
                    new HistoryEvent(
                            list.history()[n], 1_000 * list.historySeconds()[n], Action.CLICK));
        }
        return history;
    }
}
