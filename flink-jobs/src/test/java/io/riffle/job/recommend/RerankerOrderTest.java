package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static io.riffle.job.testing.Bundles.settings;
import static io.riffle.job.testing.Bundles.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.models.UpdateRefusedException;
import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.job.options.OptionReader;
import io.riffle.job.options.RecommendOptions;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rerankers and their backbones in any order, with and without a restore in between. */
class RerankerOrderTest {

    private static final String BACKBONE = ModelUpdate.BACKBONE;
    private static final String RERANKER = ModelUpdate.RERANKER;

    private static final AtomicBoolean BROKEN = new AtomicBoolean();

    /** A reranker of the twenties was trained on a backbone of the twenties, and so on. */
    private static final InferenceLoader BY_TENS =
            (current, artifact) -> {
                long tens = artifact.version() / 10;
                if (artifact.model().equals(RERANKER)
                        && current != null
                        && current.backboneVersion() / 10 != tens) {
                    throw UpdateRefusedException.ofAnotherBackbone("tens-" + tens, "another");
                }
                return FakeModel.load(current, artifact);
            };

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
    void aRerankerThatWaitsServesWhenItsBackboneComesAndGoesWithIt() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), BY_TENS)) {
            harness.shared(new Announced(update(RERANKER, 21, "fake:21")));
            harness.awaitSwap();
            assertVersions(harness, 1, 0);
            assertThat(harness.recommend().numbers().refused(Reason.FINGERPRINT)).isEqualTo(1);

            harness.shared(new Announced(update(BACKBONE, 20, "fake:20")));
            harness.awaitSwap();
            assertVersions(harness, 20, 21);
        }
    }

    @Test
    void aRerankerThatWaitsServesAfterRestoresAndBesideOnesOfOtherBackbones() throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings(1), BY_TENS);
        harness.shared(new Announced(update(RERANKER, 21, "fake:21")));
        harness.awaitSwap();
        harness.shared(new Announced(update(RERANKER, 31, "fake:31")));
        harness.awaitSwap();
        for (int restore = 0; restore < 2; restore++) {
            OperatorSubtaskState state = harness.checkpoint();
            harness.close();
            harness = RecommendHarness.restored(settings(1), BY_TENS, state);
            harness.awaitSwap();
            assertVersions(harness, 1, 0);
        }
        harness.shared(new Announced(update(BACKBONE, 20, "fake:20")));
        harness.awaitSwap();
        assertVersions(harness, 20, 21);
        harness.shared(new Announced(update(BACKBONE, 30, "fake:30")));
        harness.awaitSwap();
        assertVersions(harness, 30, 31);
        harness.close();
    }

    @Test
    void announcedAgainARefusedRerankerIsLookedAtAgain() throws Exception {
        BROKEN.set(true);
        InferenceLoader loader =
                (current, artifact) -> {
                    if (BROKEN.get() && artifact.model().equals(RERANKER)) {
                        throw new IllegalStateException("no reranker yet");
                    }
                    return FakeModel.load(current, artifact);
                };
        try (RecommendHarness harness = RecommendHarness.started(settings(1), loader)) {
            harness.shared(new Announced(update(RERANKER, 2, "fake:2")));
            harness.awaitSwap();
            assertVersions(harness, 1, 0);
            BROKEN.set(false);
            harness.shared(new Announced(update(RERANKER, 2, "fake:2")));
            harness.awaitSwap();
            assertVersions(harness, 1, 2);
        }
    }

    @Test
    void aPartlyMadePairIsClosedWhenAStartFails() throws Exception {
        RecommendSettings both = withReranker("fake:broken");
        for (int start = 0; start < 5; start++) {
            assertThatThrownBy(() -> RecommendHarness.started(both, FakeModel.LOADER))
                    .isInstanceOf(SuppressRestartsException.class)
                    .rootCause()
                    .hasMessageContaining("fake:broken");
            assertThat(FakeModel.open()).isEqualTo(openBefore);
        }
    }

    @Test
    void aRestoreWithARerankerThatMustNotServeServesTheGeneratorsOrder() throws Exception {
        RecommendHarness harness =
                RecommendHarness.started(withReranker("fake:4"), FakeModel.LOADER);
        assertVersions(harness, 1, 4);
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();
        for (int restore = 0; restore < 5; restore++) {
            try (RecommendHarness again =
                    RecommendHarness.restored(
                            withReranker("fake:broken"), FakeModel.LOADER, state)) {
                assertVersions(again, 1, 0);
            }
            assertThat(FakeModel.open()).isEqualTo(openBefore);
        }
    }

    private static RecommendSettings withReranker(String uri) {
        return RecommendOptions.read(
                new OptionReader(
                        Configuration.fromMap(
                                Map.of(
                                        "riffle.model",
                                        "fake:1",
                                        "riffle.reranker",
                                        uri,
                                        "riffle.bundle.size",
                                        "1"))));
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
