package io.riffle.job.recommend;

import static io.riffle.job.recommend.RealModels.BACKBONE;
import static io.riffle.job.recommend.RealModels.RERANKER;
import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.models.ModelLife;
import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Announced models that must not serve, by way of the whole step with real models: each is refused
 * and counted under its own reason, and what served before goes on.
 */
class PoisonedUpdateTest {

    @TempDir private Path folder;
    private RealModels models;
    private PoisonedStore poisoned;
    private int clicks;

    @BeforeEach
    void publish() {
        models = new RealModels(folder);
        poisoned = new PoisonedStore(models);
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedUnderItsReasonAndTheOldModelServesOn(Poison poison) throws Exception {
        RecommendHarness harness = models.started();
        assertServesOn(harness);
        harness.shared(new Announced(poison.announce(poisoned)));
        harness.awaitSwap();
        for (Reason reason : Reason.values()) {
            assertThat(harness.recommend().numbers().refused(reason))
                    .as(reason.name())
                    .isEqualTo(reason == poison.reason() ? 1 : 0);
        }
        assertServesOn(harness);
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(models.settings(0), models.loader(), state);
        assertServesOn(harness);
        long good = models.backbone(4);
        harness.shared(new Announced(models.announce(BACKBONE, good)));
        harness.awaitSwap();
        assertThat(answer(harness).backboneVersion()).isEqualTo(good);
        harness.close();
    }

    @Test
    void isRefusedAfterARestoreTooWhenTheBarrierCameBeforeItsSwap() throws Exception {
        RecommendHarness harness = models.started();
        harness.shared(new Announced(Poison.TEN_TIMES_THE_NORM.announce(poisoned)));
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(models.settings(0), models.loader(), state);
        harness.awaitSwap();
        assertThat(harness.recommend().numbers().refused(Reason.NORM)).isEqualTo(1);
        assertServesOn(harness);
        harness.close();
    }

    @Test
    void aGoodUpdateIsNotLostWhenTheBarrierCameBeforeItsSwap() throws Exception {
        RecommendHarness harness = models.started();
        long good = models.backbone(3);
        long ordered = models.reranker(5);
        harness.shared(new Announced(models.announce(BACKBONE, good)));
        harness.shared(new Announced(models.announce(RERANKER, ordered)));
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(models.settings(0), models.loader(), state);
        harness.awaitSwap();
        Recommendation answer = answer(harness);
        assertThat(answer.backboneVersion()).isEqualTo(good);
        assertThat(answer.rerankerVersion()).isEqualTo(ordered);
        harness.close();
    }

    @Test
    void whatServedServesAfterARestoreHoweverManyWereRefusedSince() throws Exception {
        RecommendHarness harness = models.started();
        long good = models.backbone(4);
        harness.shared(new Announced(models.announce(BACKBONE, good)));
        harness.awaitSwap();
        for (int refused = 1; refused <= ModelLife.MOST + 1; refused++) {
            harness.shared(new Announced(Poison.TEN_TIMES_THE_NORM.announce(poisoned)));
            harness.awaitSwap();
            assertThat(harness.recommend().numbers().refused(Reason.NORM)).isEqualTo(refused);
        }
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(models.settings(0), models.loader(), state);
        assertThat(answer(harness).backboneVersion()).isEqualTo(good);
        harness.awaitSwap();
        assertThat(answer(harness).backboneVersion()).isEqualTo(good);
        harness.close();
    }

    private void assertServesOn(RecommendHarness harness) throws Exception {
        Recommendation answer = answer(harness);
        assertThat(answer.backboneVersion()).isEqualTo(2);
        assertThat(answer.rerankerVersion()).isEqualTo(1);
        assertThat(answer.tier()).isEqualTo(Tier.FULL);
        assertThat(answer.items()).hasSize(5);
    }

    private Recommendation answer(RecommendHarness harness) throws Exception {
        clicks++;
        harness.user(click("ann", "e" + clicks, "item-" + clicks, 1_000L * clicks));
        List<Recommendation> answers = harness.takeRecommendations();
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }
}
