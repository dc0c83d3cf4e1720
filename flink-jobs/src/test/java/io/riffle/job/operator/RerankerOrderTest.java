package io.riffle.job.operator;

import static io.riffle.job.operator.Bundles.click;
import static io.riffle.job.operator.Bundles.settings;
import static io.riffle.job.operator.Bundles.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.SharedInput.Announced;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rerankers and their backbones in any order, with and without a restore in between. */
class RerankerOrderTest {

    private static final String BACKBONE = ModelUpdate.BACKBONE;
    private static final String RERANKER = ModelUpdate.RERANKER;

    private int openBefore;
    private int clicks;

    @BeforeEach
    void count() {
        openBefore = FakeModel.open();
    }

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(FakeModel.open()).isEqualTo(openBefore);
    }

    @Test
    void aRerankerThatWaitedForTheFirstBackboneServesAfterARestoreToo() throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings(1, null), FakeModel.LOADER);
        harness.shared(new Announced(update(RERANKER, 1, "fake:1")));
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(settings(1, null), FakeModel.LOADER, state);
        harness.shared(new Announced(update(BACKBONE, 3, "fake:3")));
        harness.awaitSwap();
        assertVersions(harness, 3, 1);
        harness.close();
    }

    @Test
    void aPartlyMadePairIsClosedWhenARestoreFails() throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER);
        harness.shared(new Announced(update(RERANKER, 1, "fake:1")));
        harness.awaitSwap();
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        InferenceLoader broken =
                (current, artifact) -> {
                    if (artifact.model().equals(RERANKER)) {
                        throw new IllegalStateException("no reranker");
                    }
                    return FakeModel.load(current, artifact);
                };
        for (int restore = 0; restore < 5; restore++) {
            try (RecommendHarness again = RecommendHarness.restored(settings(1), broken, state)) {
                assertVersions(again, 1, 0);
            }
        }
    }

    private void assertVersions(RecommendHarness harness, long backbone, long reranker)
            throws Exception {
        clicks++;
        harness.user(click("ann", "e" + clicks, "i" + clicks % 9, 1_000L * clicks));
        Recommendation answer = harness.takeRecommendations().get(0);
        assertThat(answer.backboneVersion()).isEqualTo(backbone);
        assertThat(answer.rerankerVersion()).isEqualTo(reranker);
    }
}
