package io.riffle.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.Vocabulary;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.TimeFunction;
import io.riffle.model.psad.PsadArtifact;
import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.InteractionsBuilder;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GeneratedListsTest {
    private static final int ITEMS = 24;

    @TempDir Path folder;

    @Test
    void listsHoldWhatTheGeneratorProposesBeforeAClickAndTheClick() {
        Interactions clicks = clicks();
        try (BackboneScorer generator = BackboneScorer.of(backbone(clicks), "cpu")) {
            GeneratedLists source =
                    new GeneratedLists(generator, clicks, Map.of("u1", Map.of("age", "3")), 8);
            List<ListSample> lists = source.draw(30, 1, 5);
            assertThat(lists).isNotEmpty();
            assertThat(source.asked()).isGreaterThanOrEqualTo(lists.size());
            for (ListSample list : lists) {
                assertThat(list.size()).isEqualTo(8);
                assertThat(list.clicked()).isTrue();
                assertThat(list.candidates())
                        .doesNotHaveDuplicates()
                        .doesNotContain(list.history());
                for (int i = 1; i < list.size(); i++) {
                    assertThat(list.scores()[i]).isLessThanOrEqualTo(list.scores()[i - 1]);
                }
                assertThat(list.seconds())
                        .isEqualTo(list.historySeconds()[list.history().length - 1]);
                assertThat(list.profile().containsKey("age")).isEqualTo(list.userId().equals("u1"));
                assertThat(list.history().length).isLessThan(9);
                // Half of the nine clicks of every user had come by then.
                assertThat(list.seconds()).isGreaterThanOrEqualTo(1_000 + 4 * 60);
            }
            assertThat(new GeneratedLists(generator, clicks, Map.of(), 8).draw(30, 1, 5))
                    .extracting(ListSample::listId)
                    .isEqualTo(lists.stream().map(ListSample::listId).toList());
        }
    }

    @Test
    void rerankerOfABackboneNamesItAndIsServable() {
        Interactions clicks = clicks();
        LoadedModel backbone = backbone(clicks);
        ModelStore store = ModelStore.local(folder);
        List<ListSample> lists;
        try (BackboneScorer generator = BackboneScorer.of(backbone, "cpu")) {
            lists = new GeneratedLists(generator, clicks, Map.of(), 8).draw(40, 1, 5);
        }
        Manifest manifest =
                new RerankerPretraining(backbone, clicks, Map.of("i3", List.of("drama")))
                        .publish(lists, 1, RerankerOptions.defaults(1), store);
        assertThat(manifest.backboneFingerprint()).isEqualTo(backbone.fingerprint());
        assertThat(Objects.requireNonNull(manifest.metrics()).get("lists").asInt())
                .isEqualTo(lists.size());
        LoadedModel model = store.get("reranker", manifest.version());
        assertThat(model.vocabulary().itemIds()).isEqualTo(backbone.vocabulary().itemIds());
    }

    @Test
    void popularityAfterTheFirstListIsPublishedButNotLearnedFrom() {
        LoadedModel backbone = backbone(clicks());
        ModelStore store = ModelStore.local(folder);
        List<ListSample> lists;
        try (BackboneScorer generator = BackboneScorer.of(backbone, "cpu")) {
            lists = new GeneratedLists(generator, clicks(), Map.of(), 8).draw(40, 1, 5);
        }
        Map<String, Tensor> plain = trained(store, backbone, clicks(), lists);
        InteractionsBuilder later = clicksSoFar();
        for (int user = 0; user < 50; user++) {
            later.add("later" + user, "i7", lists.get(0).seconds());
        }
        Map<String, Tensor> popular = trained(store, backbone, later.build(), lists);
        InteractionsBuilder earlier = clicksSoFar();
        for (int user = 0; user < 50; user++) {
            earlier.add("earlier" + user, "i7", lists.get(0).seconds() - 1);
        }
        Map<String, Tensor> known = trained(store, backbone, earlier.build(), lists);

        assertThat(counts(popular)).isEqualTo(counts(known)).isNotEqualTo(counts(plain));
        assertThat(weights(popular)).isEqualTo(weights(plain)).isNotEqualTo(weights(known));
    }

    private static Map<String, Tensor> trained(
            ModelStore store, LoadedModel backbone, Interactions clicks, List<ListSample> lists) {
        Manifest manifest =
                new RerankerPretraining(backbone, clicks, Map.of())
                        .publish(lists, 1, RerankerOptions.defaults(1), store);
        return store.get("reranker", manifest.version()).tensors();
    }

    private static List<Float> counts(Map<String, Tensor> tensors) {
        return list(Objects.requireNonNull(tensors.get(PsadArtifact.ITEM_POPULARITY)).data());
    }

    private static Map<String, List<Float>> weights(Map<String, Tensor> tensors) {
        Map<String, List<Float>> weights = new LinkedHashMap<>();
        tensors.forEach(
                (name, tensor) -> {
                    if (!name.startsWith("items.")) {
                        weights.put(name, list(tensor.data()));
                    }
                });
        return weights;
    }

    private static List<Float> list(float[] values) {
        List<Float> list = new ArrayList<>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    private static Interactions clicks() {
        return clicksSoFar().build();
    }

    private static InteractionsBuilder clicksSoFar() {
        InteractionsBuilder all = new InteractionsBuilder();
        for (int user = 0; user < 12; user++) {
            for (int n = 0; n < 9; n++) {
                all.add("u" + user, "i" + (user * 5 + n * (1 + user % 3)) % ITEMS, 1_000 + n * 60L);
            }
        }
        return all;
    }

    private static LoadedModel backbone(Interactions clicks) {
        FuxiConfig config =
                new FuxiConfig(
                        clicks.itemRows(),
                        8,
                        2,
                        4,
                        1,
                        16,
                        10,
                        12,
                        TimeFunction.POW,
                        1e-6f,
                        1e-6f,
                        .05f);
        Map<String, float[]> weights = FuxiBeta.initialise(config, 3);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        config.tensors()
                .forEach(
                        (name, shape) -> {
                            float[] values = Objects.requireNonNull(weights.get(name));
                            tensors.put(
                                    name, new Tensor(shape, Arrays.copyOf(values, values.length)));
                        });
        return LoadedModel.of(
                Manifest.draft("backbone", config.json()),
                tensors,
                Vocabulary.of(clicks.itemIds()));
    }
}
