package io.riffle.training.pretraining;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.PublishedRows;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.distillation.RollIns;
import io.riffle.training.lists.BackboneColumns;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.Dcg;
import io.riffle.training.reranker.RerankerTrainer;
import io.riffle.training.samples.ItemFacts;
import java.util.List;
import java.util.Map;

/**
 * A reranker for a backbone, from lists and from what is known about items and users: trained on
 * the earlier lists, looked at on the last tenth, published for serving.
 *
 * <p>How often an item was clicked, and since when it is there, counts while training as it was
 * before the first list: what came later holds the clicks that are to be foretold. The published
 * artifact has both as of the last event, as serving wants them.
 */
public final class RerankerPretraining {
    private static final int CUT = 10;

    private final LoadedModel backbone;
    private final Interactions interactions;
    private final Map<String, List<String>> categories;

    /**
     * A reranker of a backbone.
     *
     * @param interactions say how popular items are, and since when they are there
     * @param categories by item id; items may be missing
     */
    public RerankerPretraining(
            LoadedModel backbone, Interactions interactions, Map<String, List<String>> categories) {
        this.backbone = backbone;
        this.interactions = interactions;
        this.categories = categories;
    }

    /**
     * Trains and publishes.
     *
     * @param lists in time order
     * @return the manifest as written, with NDCG@10 of student and first stage on the last tenth
     */
    public Manifest publish(
            List<ListSample> lists, int epochs, RerankerOptions options, ModelStore store) {
        RerankColumns columns = columns(lists);
        float[] rows = PublishedRows.table(backbone).data();
        ItemTable before = items(columns, lists.isEmpty() ? 0 : lists.get(0).seconds());
        int seen = lists.size() - lists.size() / 10;
        try (RerankerTrainer trainer =
                new RerankerTrainer(PsadConfig.defaults(columns), before, rows, options)) {
            trainer.fit(lists.subList(0, seen), epochs);
            List<ListSample> unseen = lists.subList(seen, lists.size());
            ObjectNode metrics = JsonNodeFactory.instance.objectNode();
            metrics.put("lists", lists.size());
            metrics.put("validation_lists", unseen.size());
            metrics.put("validation_ndcg_at_10", ndcg(unseen, trainer.slates(unseen)));
            metrics.put("first_stage_ndcg_at_10", ndcg(unseen, firstStage(unseen)));
            try (RerankerTrainer served = trainer.over(servedItems(columns, before), rows)) {
                return served.publish(store, backbone.fingerprint(), metrics);
            }
        }
    }

    /** As of the last event; where training knew no click of any item, serving knows none. */
    private ItemTable servedItems(RerankColumns columns, ItemTable before) {
        for (float logCount : before.logCounts()) {
            if (logCount > 0) {
                return items(columns, Long.MAX_VALUE);
            }
        }
        return before;
    }

    private RerankColumns columns(List<ListSample> lists) {
        return BackboneColumns.of(
                backbone.config().path("width").asInt(),
                categories.values(),
                lists.stream().map(ListSample::profile).toList());
    }

    /** What is known about the backbone's items from events before a time. */
    private ItemTable items(RerankColumns columns, long endSeconds) {
        ItemFacts facts = new ItemFacts(interactions.itemIds().size() + 1);
        for (int e = 0; e < interactions.size(); e++) {
            if (interactions.seconds(e) < endSeconds) {
                String item = interactions.itemIds().get(interactions.row(e) - 1);
                facts.clicked(item, interactions.seconds(e));
            }
        }
        return facts.table(backbone.vocabulary().itemIds(), categories, columns);
    }

    private static int[][] firstStage(List<ListSample> lists) {
        int[][] orders = new int[lists.size()][];
        for (int b = 0; b < orders.length; b++) {
            orders[b] = RollIns.order(new double[lists.get(b).size()]);
        }
        return orders;
    }

    private static double ndcg(List<ListSample> lists, int[][] slates) {
        double sum = 0;
        int counted = 0;
        for (int b = 0; b < slates.length; b++) {
            double one = Dcg.ndcg(slates[b], lists.get(b).labels(), CUT);
            if (one >= 0) {
                sum += one;
                counted++;
            }
        }
        return counted == 0 ? 0 : sum / counted;
    }
}
