package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static io.riffle.job.testing.Bundles.settings;
import static io.riffle.job.testing.Bundles.update;
import static io.riffle.job.testing.Bundles.withCatalogue;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.settings.CatalogueSettings;
import io.riffle.job.settings.ListedOnly;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.state.SharedInput.CatalogueRead;
import io.riffle.job.state.SharedInput.Listed;
import io.riffle.job.state.SharedInput.Unruled;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class RecommendOperatorBundlesTest {
    private static final String BACKBONE = ModelUpdate.BACKBONE;

    /** What a loader of this test has loaded: a loader is serialised and can hold nothing. */
    private static final Map<String, List<FakeModel>> LOADED = new ConcurrentHashMap<>();

    @Test
    void aLoneClickWaitsForNobody() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(100), FakeModel.LOADER)) {
            harness.user(click("ann", "e1", "i1", 1_000));
            harness.runDry();

            assertThat(harness.takeRecommendations()).hasSize(1);
        }
    }

    @Test
    void clicksThatAreThereAreInferredTogether() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(100), FakeModel.LOADER)) {
            for (int i = 0; i < 5; i++) {
                harness.user(click("ann", "e" + i, "i" + i, 1_000));
                // As in a task: mails run between two inputs, and input is there.
                harness.runMails();
                assertThat(harness.getOutput()).isEmpty();
            }
            harness.runDry();

            assertThat(harness.takeRecommendations()).hasSize(5);
        }
    }

    @Test
    void newsThatChangeNothingHaveNobodyInferred() throws Exception {
        CatalogueSettings catalogue =
                new CatalogueSettings(ListedOnly.AUTO, Duration.ofMinutes(1), Map.of(0, 7L));
        try (RecommendHarness harness =
                RecommendHarness.started(withCatalogue(100, catalogue), FakeModel.LOADER)) {
            harness.shared(new Listed("i1"));
            harness.shared(new CatalogueRead(0));
            harness.user(click("ann", "e1", "i2", 1_000));
            harness.shared(new Listed("i1"));
            harness.shared(new CatalogueRead(0));
            harness.shared(new Unruled("home"));
            assertThat(harness.getOutput()).isEmpty();

            harness.runDry();
            assertThat(harness.takeRecommendations()).hasSize(1);
        }
    }

    @Test
    void aFullBundleIsInferredAtOnce() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(2), FakeModel.LOADER)) {
            harness.user(click("ann", "e1", "i1", 1_000));
            harness.user(click("bob", "e1", "i1", 1_000));

            assertThat(harness.takeRecommendations()).hasSize(2);
        }
    }

    @Test
    void usersToBeEncodedWaitForTheNextBundleAndHoldNobodyUp() throws Exception {
        try (RecommendHarness harness =
                RecommendHarness.started(settings(3, "fake:1", 1), FakeModel.LOADER)) {
            harness.user(click("ann", "a1", "i1", 1_000));
            harness.user(click("bob", "b1", "i1", 1_000));
            harness.user(click("cid", "c1", "i1", 1_000));
            assertThat(triggers(harness)).containsExactly("a1");

            harness.user(click("ann", "a2", "i2", 2_000));
            harness.user(click("ann", "a3", "i3", 3_000));
            harness.user(click("cid", "c2", "i2", 2_000));
            assertThat(triggers(harness)).containsExactly("b1", "a2", "a3");

            harness.runDry();
            assertThat(triggers(harness)).containsExactly("c1", "c2");
        }
    }

    @Test
    void whatTheUserClicksLaterInTheBundleIsNotSeenYet() throws Exception {
        List<List<String>> alone = popularSlates(1);
        assertThat(alone.get(0)).contains("i2");
        assertThat(alone.get(1)).doesNotContain("i2");
        assertThat(popularSlates(2)).isEqualTo(alone);
    }

    /** What is shown to whoever clicks i1 and then i2, where i2 is popular and no model serves. */
    private static List<List<String>> popularSlates(int bundle) throws Exception {
        try (RecommendHarness harness =
                RecommendHarness.started(settings(bundle, null), FakeModel.LOADER)) {
            for (String user : List.of("bob", "cid")) {
                harness.user(click(user, "e", "i2", 1_000));
                harness.runDry();
            }
            harness.takeRecommendations();
            harness.user(click("ann", "e1", "i1", 2_000));
            harness.user(click("ann", "e2", "i2", 3_000));
            return harness.takeRecommendations().stream().map(RequestScenes::items).toList();
        }
    }

    @Test
    void whoeverWaitsIsAnsweredBeforeABarrier() throws Exception {
        try (RecommendHarness harness =
                RecommendHarness.started(settings(3, "fake:1", 1), FakeModel.LOADER)) {
            for (int i = 0; i < 3; i++) {
                harness.user(click("u" + i, "e" + i, "i1", 1_000));
            }
            assertThat(triggers(harness)).hasSize(1);

            harness.prepareSnapshotPreBarrier(1);
            assertThat(triggers(harness)).containsExactly("e1", "e2");
        }
    }

    @Test
    void afterAStartAndASwapABundleEncodesNoMoreUsersThanItMay() throws Exception {
        List<FakeModel> models = new ArrayList<>();
        LOADED.put("bound", models);
        InferenceLoader loader =
                (current, artifact) -> {
                    FakeModel model = (FakeModel) FakeModel.load(current, artifact);
                    LOADED.get("bound").add(model);
                    return model;
                };
        int users = 60;
        try (RecommendHarness harness =
                RecommendHarness.started(settings(4, "fake:1", 2), loader)) {
            int answered = 0;
            for (int version = 1; version <= 2; version++) {
                for (int i = 0; i < users; i++) {
                    harness.user(click("u" + i, "e" + version, "i" + version, 1_000));
                }
                answered += harness.takeRecommendations().size();
                // No more than a few bundles' worth wait: beyond it the input does.
                assertThat(answered).isGreaterThanOrEqualTo(version * users - 4 * 4 - 4);
                int next = version + 1;
                harness.shared(new Announced(update(BACKBONE, next, "fake:" + next)));
                harness.awaitSwap();
                answered += harness.takeRecommendations().size();
                assertThat(answered).isEqualTo(version * users);
            }
        }
        assertThat(models).extracting(FakeModel::mostEncoded).containsExactly(2, 2, 0);
    }

    @Test
    void nothingIsCheckpointedUnanswered() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(100), FakeModel.LOADER)) {
            harness.user(click("ann", "e1", "i1", 1_000));
            harness.prepareSnapshotPreBarrier(1);

            assertThat(harness.takeRecommendations()).hasSize(1);
        }
    }

    private static List<String> triggers(RecommendHarness harness) {
        return harness.takeRecommendations().stream().map(Recommendation::triggerEventId).toList();
    }
}
