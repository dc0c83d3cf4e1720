package io.riffle.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.store.ModelStore;
import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.InteractionsBuilder;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HopEvaluationTest {

    @Test
    void aWindowDropsAHopWhenItWouldHoldTooMany() {
        for (int hop : new int[] {1, 3, 8}) {
            int window = 0;
            for (int events = 1; events <= 50; events++) {
                window++;
                if (window > 8) {
                    window -= hop;
                }
                assertThat(HopEvaluation.window(events, 8, hop))
                        .as("after %d events, hop %d", events, hop)
                        .isEqualTo(window);
            }
        }
    }

    @Test
    void alwaysTheNewestLosesNothingAgainstItself(@TempDir Path folder) {
        Random random = new Random(1);
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int u = 0; u < 12; u++) {
            // Half of them are shorter than what an untrained backbone reads.
            int events = u % 2 == 0 ? 100 : 210 + u;
            for (int i = 0; i < events; i++) {
                builder.add("u" + u, "i" + random.nextInt(300), 60L * i);
            }
        }
        Interactions interactions = builder.build();
        ModelStore store = ModelStore.local(folder);
        Manifest manifest = UntrainedBackbone.publish(store, interactions.itemIds(), 1);
        LoadedModel model = ModelStore.backbone(store.uri(manifest.model(), manifest.version()));
        try (BackboneScorer scorer = BackboneScorer.of(model, "cpu")) {
            List<HopEvaluation.Result> results =
                    new HopEvaluation(interactions.over(model.vocabulary().itemIds()), scorer)
                            .evaluate(List.of(50));

            assertThat(results).hasSize(2);
            HopEvaluation.Result newest = results.get(0);
            assertThat(newest.metrics().count()).isEqualTo(6);
            assertThat(newest.meanWindow()).isEqualTo(200);
            assertThat(newest.ndcgLoss()).isZero();
            HopEvaluation.Result hop = results.get(1);
            assertThat(hop.meanWindow()).isBetween(151.0, 199.0);
            assertThat(hop.ndcgLoss())
                    .isCloseTo(newest.metrics().ndcg(10) - hop.metrics().ndcg(10), within(1e-9));
        }
    }
}
