package io.riffle.job.recommend;

import static io.riffle.job.recommend.RealModels.BACKBONE;
import static io.riffle.job.recommend.RealModels.LOADED;
import static io.riffle.job.recommend.RealModels.RERANKER;
import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.inference.Inference;
import io.riffle.job.inference.RecommenderInference;
import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.testing.TestModel;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Swaps, rollbacks and drawn slates of the whole step, with real models. */
class RealModelSwapTest {

    private static final int SWAPS = 40;

    @TempDir private Path folder;
    private RealModels models;

    @BeforeEach
    void publish() {
        models = new RealModels(folder);
    }

    @Test
    void howeverManySwapsNoMoreArraysAreAlive() throws Exception {
        try (RecommendHarness harness = models.started()) {
            List<Integer> alive = new ArrayList<>();
            for (int swap = 0; swap < SWAPS; swap++) {
                for (int user = 0; user < 5; user++) {
                    harness.user(
                            click("u" + user, "e" + swap, "item-" + (swap % 39 + 1), swap + 1));
                }
                boolean backbone = swap % 2 == 0;
                ModelUpdate update =
                        backbone
                                ? models.announce(BACKBONE, models.backbone(swap))
                                : models.announce(RERANKER, models.reranker(swap));
                harness.shared(new Announced(update));
                harness.awaitSwap();
                alive.add(LOADED.stream().mapToInt(Inference::nativeArrays).sum());
            }
            // One backbone-only pair at the start, then one for each swap; only the last lives.
            assertThat(LOADED).hasSize(2 + SWAPS);
            assertThat(alive).containsOnly(LOADED.get(LOADED.size() - 1).nativeArrays());
            assertThat(alive.get(0)).isPositive();
        }
    }

    @Test
    void aRollbackServesTheVersionBeforeFromMemory() throws Exception {
        try (RecommendHarness harness = models.started()) {
            List<RankedItem> before = slate(harness, "ann");
            float[] weights = weights();
            ModelUpdate bad = models.announce(BACKBONE, models.backbone(3));
            harness.shared(new Announced(bad));
            harness.awaitSwap();
            assertThat(slate(harness, "bob")).isNotEqualTo(before);

            ModelUpdate back = models.publisher.rollBack(BACKBONE, 2, bad.version());
            assertThat(back.version()).isGreaterThan(bad.version());
            assertThat(back.rollbackOf()).isEqualTo(bad.version());
            harness.shared(new Announced(back));
            harness.awaitSwap();
            harness.user(click("cid", "e", "item-7", 1_000));
            Recommendation answer = harness.takeRecommendations().get(0);
            assertThat(answer.backboneVersion()).isEqualTo(back.version());
            assertThat(answer.items()).isEqualTo(before);
            assertThat(weights()).isSameAs(weights);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights.safetensors", "items.jsonl"})
    void whatIsInMemoryIsVerifiedOnDiskAllTheSame(String file) throws Exception {
        try (RecommendHarness harness = models.started()) {
            ModelUpdate bad = models.announce(BACKBONE, models.backbone(3));
            harness.shared(new Announced(bad));
            harness.awaitSwap();

            ModelUpdate back = models.publisher.rollBack(BACKBONE, 2, bad.version());
            Path broken =
                    folder.resolve(BACKBONE).resolve(Long.toString(back.version())).resolve(file);
            byte[] bytes = Files.readAllBytes(broken);
            bytes[bytes.length / 2] ^= 1;
            Files.write(broken, bytes);
            harness.shared(new Announced(back));
            harness.awaitSwap();
            assertThat(harness.recommend().numbers().refused(Reason.CHECKSUM)).isEqualTo(1);
            harness.user(click("cid", "e", "item-7", 1_000));
            assertThat(harness.takeRecommendations().get(0).backboneVersion())
                    .isEqualTo(bad.version());
        }
    }

    @Test
    void aRerankerRollsBackToo() throws Exception {
        try (RecommendHarness harness = models.started()) {
            List<RankedItem> before = slate(harness, "ann");
            ModelUpdate bad = models.announce(RERANKER, models.reranker(9));
            harness.shared(new Announced(bad));
            harness.awaitSwap();
            assertThat(slate(harness, "bob")).isNotEqualTo(before);
            harness.shared(new Announced(models.publisher.rollBack(RERANKER, 1, bad.version())));
            harness.awaitSwap();
            assertThat(slate(harness, "cid")).isEqualTo(before);
        }
    }

    @Test
    void aRollbackMayBringBackLargerWeights() throws Exception {
        try (RecommendHarness harness = models.started()) {
            ModelUpdate shrunk =
                    models.announce(BACKBONE, TestModel.publish(folder, 3, 0.05f).version());
            harness.shared(new Announced(shrunk));
            harness.awaitSwap();
            ModelUpdate back = models.publisher.rollBack(BACKBONE, 1, shrunk.version());
            harness.shared(new Announced(back));
            harness.awaitSwap();
            harness.user(click("ann", "e", "item-7", 1_000));
            assertThat(harness.takeRecommendations().get(0).backboneVersion())
                    .isEqualTo(back.version());
        }
    }

    @Test
    void drawnSlatesCarryTheirPropensitiesIntoTheSamplesAndAReplayRepeatsThem() throws Exception {
        List<Recommendation> first = explored();
        assertThat(explored()).isEqualTo(first);
    }

    private List<Recommendation> explored() throws Exception {
        try (RecommendHarness harness = models.started(1)) {
            for (int i = 1; i < 20; i++) {
                harness.user(click("ann", "e" + i, "item-" + i, 1_000L * i));
            }
            harness.endAll();
            List<Recommendation> answers = harness.takeRecommendations();
            // Later labels repeat a sample as its next revision.
            List<TrainingSample> samples =
                    harness.takeSamples().stream().filter(s -> s.revision() == 0).toList();
            assertThat(samples).hasSize(18);
            for (int i = 0; i < samples.size(); i++) {
                Recommendation answer = answers.get(i);
                assertThat(answer.policy()).isEqualTo("plackett-luce:1.0");
                assertThat(answer.propensities()).hasSameSizeAs(answer.items());
                TrainingSample sample = samples.get(i);
                assertThat(sample.recommendationId()).isEqualTo(answer.recommendationId());
                assertThat(sample.propensities()).isEqualTo(answer.propensities());
            }
            return answers;
        }
    }

    /** The item rows of what was loaded last. */
    private static float[] weights() {
        RecommenderInference newest = (RecommenderInference) LOADED.get(LOADED.size() - 1);
        return Objects.requireNonNull(newest.backbone().tensors().get("item_embedding")).data();
    }

    private static List<RankedItem> slate(RecommendHarness harness, String user) throws Exception {
        harness.user(click(user, "e", "item-7", 1_000));
        return harness.takeRecommendations().get(0).items();
    }
}
