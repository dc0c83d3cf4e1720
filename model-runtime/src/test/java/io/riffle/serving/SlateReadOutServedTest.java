package io.riffle.serving;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.ProfileColumn;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.psad.PsadConfig;
import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.UserProfile;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.slate.Exploration;
import io.riffle.serving.slate.Scored;
import io.riffle.serving.slate.SlatePolicy;
import io.riffle.serving.testing.TestModels;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.reranker.PublishedReranker;
import io.riffle.training.reranker.RerankerTrainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slate is read out in serving as it was in training, and tells of what users tire of. */
final class SlateReadOutServedTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final int ITEMS = 40;
    private static final int LATER = 20;
    private static final int CANDIDATES = 8;
    private static final List<String> CATEGORIES = List.of("a", "b");

    @TempDir Path folder;

    @Test
    void servedSlatesAreThoseOfTheTrainerAndVaryForWhomTires() {
        LoadedModel backbone = TestModels.backbone(ITEMS, 8, 1, 3);
        try (RerankerTrainer trainer = trainer(backbone);
                NDManager device = TensorRuntime.open("cpu").newManager()) {
            trainer.fit(lists(600, 1), 12);
            ModelStore store = ModelStore.local(folder);
            Manifest written =
                    trainer.publish(
                            store, backbone.fingerprint(), JsonNodeFactory.instance.objectNode());
            LoadedModel model = store.get("reranker", written.version());
            List<ListSample> asked = lists(40, 2);
            int[][] read = trainer.readOut(asked);
            // And what the gate judges is what is served.
            TensorRuntime runtime = TensorRuntime.open("cpu");
            assertThat(PublishedReranker.readOut(model, backbone, asked, runtime))
                    .isDeepEqualTo(read);
            int[] repeats = new int[2];
            try (Reranker reranker = new Reranker(model, backbone, device)) {
                for (int n = 0; n < read.length; n++) {
                    ListSample list = asked.get(n);
                    List<RankedItem> slate = slate(reranker, list);
                    List<String> expected = new ArrayList<>();
                    for (int i : read[n]) {
                        expected.add(list.candidates()[i]);
                    }
                    assertThat(slate).extracting(RankedItem::itemId).isEqualTo(expected);
                    boolean tires = "tires".equals(list.profile().get("appetite"));
                    boolean again = category(expected.get(0)) == category(expected.get(1));
                    repeats[tires ? 1 : 0] += again ? 1 : 0;
                }
            }
            assertThat(repeats[1]).isLessThan(repeats[0] / 2);
        }
    }

    @Test
    void itemsOfTheBackboneThatCameLaterAreJudgedAsTheyAreServed() {
        LoadedModel backbone = TestModels.backbone(ITEMS + LATER, 8, 1, 3);
        try (RerankerTrainer trainer = trainer(backbone);
                NDManager device = TensorRuntime.open("cpu").newManager()) {
            trainer.fit(lists(200, 1), 2);
            ModelStore store = ModelStore.local(folder);
            Manifest written =
                    trainer.publish(
                            store, backbone.fingerprint(), JsonNodeFactory.instance.objectNode());
            LoadedModel model = store.get("reranker", written.version());
            List<ListSample> asked = lists(60, 2, ITEMS + LATER);
            int[][] judged =
                    PublishedReranker.readOut(model, backbone, asked, TensorRuntime.open("cpu"));
            try (Reranker reranker = new Reranker(model, backbone, device)) {
                for (int n = 0; n < judged.length; n++) {
                    String[] candidates = asked.get(n).candidates();
                    assertThat(slate(reranker, asked.get(n)))
                            .extracting(RankedItem::itemId)
                            .isEqualTo(
                                    Arrays.stream(judged[n]).mapToObj(i -> candidates[i]).toList());
                }
            }
        }
    }

    private static List<RankedItem> slate(Reranker reranker, ListSample list) {
        UserProfile profile = new UserProfile("u", list.profile(), NOW);
        Query query = new Query("r", 0, 0, 0, NOW, Set.of());
        List<Candidate> proposed = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            proposed.add(new Candidate(list.candidates()[i], list.scores()[i], new float[0]));
        }
        Turn turn = new Turn("u", UserHistory.empty(50), profile, List.of(query));
        Scored scored = reranker.score(List.of(new Proposal(turn, query, proposed))).get(0);
        return new SlatePolicy(CANDIDATES, Exploration.NONE).show("r", scored).items();
    }

    private static RerankerTrainer trainer(LoadedModel backbone) {
        RerankColumns columns =
                new RerankColumns(
                        ItemRows.BACKBONE,
                        16,
                        List.of("common", CATEGORIES.get(0), CATEGORIES.get(1)),
                        2,
                        4,
                        List.of(new ProfileColumn("appetite", List.of("binge", "tires"))),
                        4,
                        List.of(),
                        6);
        ItemTable.Builder items = ItemTable.builder(columns);
        for (int row = 1; row < ITEMS; row++) {
            items.add("item-" + row, List.of("common", CATEGORIES.get(row % 2)), 0, 0);
        }
        return new RerankerTrainer(
                PsadConfig.of(16, 2, 1, 5, columns).asServed(),
                items.build(),
                rowsOf(backbone),
                RerankerOptions.defaults(5).withSteps(32, 3e-3f));
    }

    /** Rows of the items that the reranker is published with. */
    private static float[] rowsOf(LoadedModel backbone) {
        Tensor table = Objects.requireNonNull(backbone.tensors().get("item_embedding"));
        return Arrays.copyOf(table.data(), (int) (ITEMS * table.shape()[1]));
    }

    private static int category(String itemId) {
        return Integer.parseInt(itemId.substring("item-".length())) % 2;
    }

    /** Who tires clicks nothing after an item of the same category; others click half of all. */
    private static List<ListSample> lists(int count, long seed) {
        return lists(count, seed, ITEMS);
    }

    private static List<ListSample> lists(int count, long seed, int of) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ListSample> lists = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            boolean tires = random.nextBoolean();
            String[] items = new String[CANDIDATES];
            float[] scores = new float[CANDIDATES];
            float[] labels = new float[CANDIDATES];
            int[] rows = random.ints(1, of).distinct().limit(CANDIDATES).toArray();
            for (int i = 0; i < CANDIDATES; i++) {
                items[i] = "item-" + rows[i];
                scores[i] = 1 - .01f * i;
                boolean tired = tires && i > 0 && rows[i] % 2 == rows[i - 1] % 2;
                labels[i] = !tired && random.nextDouble() < .5 ? 1 : 0;
            }
            lists.add(
                    new ListSample(
                            "l" + n,
                            "u",
                            NOW / 1000,
                            Map.of("appetite", tires ? "tires" : "binge"),
                            new String[0],
                            new long[0],
                            items,
                            scores,
                            new float[0][],
                            labels,
                            new int[0],
                            new float[0]));
        }
        return lists;
    }
}
