package io.riffle.job.recommend;

import io.riffle.job.bundle.Ask;
import io.riffle.job.items.NewItems;
import io.riffle.schema.RankedItem;
import io.riffle.serving.Answer;
import java.util.ArrayList;
import java.util.List;

/** Shows, now and then, an item in the last slot that few have seen. */
final class NewItemSlot {

    /** The policy that shows new items, as recommendations carry it. */
    private static final String NEW_ITEMS = "new-items";

    private final NewItems newItems;
    private final PopularSlates popular;

    /**
     * @param popular tells what may not be shown
     */
    NewItemSlot(NewItems newItems, PopularSlates popular) {
        this.newItems = newItems;
        this.popular = popular;
    }

    /**
     * The answer as it is shown.
     *
     * @param size items of a whole slate
     */
    Answer fill(Ask ask, Answer answer, int size) {
        Answer explored = explored(ask, answer, size);
        newItems.shown(explored.slate());
        return explored;
    }

    private Answer explored(Ask ask, Answer answer, int size) {
        List<RankedItem> slate = answer.slate();
        NewItems.Drawn drawn =
                newItems.draw(
                        ask.query().recommendationId(),
                        size,
                        item ->
                                popular.mayNotBeShown(ask, item)
                                        || slate.stream().anyMatch(r -> r.itemId().equals(item)));
        if (drawn == null) {
            return answer;
        }
        int rank = Math.min(slate.size() + 1, size);
        List<RankedItem> items = new ArrayList<>(slate.subList(0, rank - 1));
        items.add(new RankedItem(drawn.itemId(), rank, slate.get(slate.size() - 1).score(), 0));
        List<Double> propensities = new ArrayList<>(rank);
        for (int i = 0; i < rank - 1; i++) {
            // Nothing else than the best would have been there, where no policy drew.
            propensities.add(answer.policy() == null ? 1 : answer.propensities().get(i));
        }
        propensities.add(drawn.propensity());
        String policy = answer.policy() == null ? NEW_ITEMS : answer.policy() + " " + NEW_ITEMS;
        return new Answer(
                answer.tier(),
                items,
                // What stands here by chance is no candidate: the others' order was not drawn.
                answer.candidates().stream()
                        .filter(candidate -> !candidate.itemId().equals(drawn.itemId()))
                        .toList(),
                answer.backboneVersion(),
                answer.rerankerVersion(),
                policy,
                propensities);
    }
}
