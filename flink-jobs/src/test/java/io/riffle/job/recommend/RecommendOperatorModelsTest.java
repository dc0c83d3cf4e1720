package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static io.riffle.job.testing.Bundles.settings;
import static io.riffle.job.testing.Bundles.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.ModelException;
import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

class RecommendOperatorModelsTest {

    private static final String BACKBONE = ModelUpdate.BACKBONE;
    private static final String RERANKER = ModelUpdate.RERANKER;

    @Test
    void aNewModelServesFromTheNextBundleOn() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(100), FakeModel.LOADER)) {
            harness.user(click("ann", "e1", "i1", 1_000));
            harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
            harness.user(click("ann", "e2", "i2", 1_000));
            harness.awaitSwap();
            harness.user(click("ann", "e3", "i3", 1_000));
            harness.endAll();

            assertThat(harness.takeRecommendations())
                    .extracting(Recommendation::backboneVersion)
                    .containsExactly(1L, 1L, 2L);
        }
    }

    @Test
    void olderUpdateIsIgnored() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            harness.shared(new Announced(update(BACKBONE, 5, "fake:5")));
            harness.awaitSwap();
            harness.shared(new Announced(update(BACKBONE, 4, "fake:4")));
            harness.shared(new Announced(update(BACKBONE, 5, "fake:5")));

            assertThat(harness.recommend().swapping()).isFalse();
            harness.user(click("ann", "e1", "i1", 1_000));
            assertThat(harness.takeRecommendations().get(0).backboneVersion()).isEqualTo(5);
        }
    }

    @Test
    void aRefusedUpdateLeavesTheOldModelServingAndLetsALaterOneIn() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            harness.shared(new Announced(update(BACKBONE, 2, "fake:broken")));
            harness.awaitSwap();
            harness.user(click("ann", "e1", "i1", 1_000));
            harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
            harness.awaitSwap();
            harness.user(click("ann", "e2", "i2", 1_000));

            assertThat(harness.takeRecommendations())
                    .extracting(Recommendation::backboneVersion)
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void whileAModelLoadsOnlyTheNewestOfEachKindWaits() throws Exception {
        try (RecommendHarness harness =
                RecommendHarness.started(settings(1, null), FakeModel.LOADER)) {
            harness.shared(new Announced(update(RERANKER, 1, "fake:1")));
            harness.shared(new Announced(update(RERANKER, 2, "fake:2")));
            harness.shared(new Announced(update(BACKBONE, 3, "fake:3")));
            harness.shared(new Announced(update(BACKBONE, 4, "fake:4")));
            harness.awaitSwap();
            harness.user(click("ann", "e1", "i1", 1_000));

            Recommendation answer = harness.takeRecommendations().get(0);
            assertThat(answer.backboneVersion()).isEqualTo(4);
            assertThat(answer.rerankerVersion()).isEqualTo(2);
            assertThat(answer.tier()).isEqualTo(Tier.FULL);
        }
    }

    @Test
    void anUpdateIsNotLostBetweenItsArrivalAndItsSwap() throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER);
        harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(settings(1), FakeModel.LOADER, state);
        harness.user(click("ann", "e1", "i1", 1_000));
        harness.awaitSwap();
        harness.user(click("ann", "e2", "i2", 1_000));
        assertThat(harness.takeRecommendations())
                .extracting(Recommendation::backboneVersion)
                .containsExactly(1L, 2L);
        harness.close();
    }

    @Test
    void whenTheNewestArtifactIsGoneTheOneBeforeItServes() throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER);
        harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
        harness.awaitSwap();
        harness.shared(new Announced(update(BACKBONE, 3, "fake:3")));
        harness.awaitSwap();
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        InferenceLoader third =
                (current, artifact) -> {
                    if (artifact.uri().equals("fake:3")) {
                        throw new ModelException("The version (3) of the store must be there.");
                    }
                    return FakeModel.load(current, artifact);
                };
        harness = RecommendHarness.restored(settings(1), third, state);
        harness.user(click("ann", "e1", "i1", 1_000));
        assertThat(harness.takeRecommendations().get(0).backboneVersion()).isEqualTo(2);
        harness.close();
    }

    @Test
    void aMissingModelFailsTheFirstStartForGood() {
        assertThatThrownBy(
                        () ->
                                RecommendHarness.started(
                                        settings(1, "fake:missing"), FakeModel.LOADER))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessageContaining("fake:missing");
    }
}
