package io.riffle.job.operator;

import static io.riffle.job.operator.Bundles.click;
import static io.riffle.job.operator.Bundles.settings;
import static io.riffle.job.operator.Bundles.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.riffle.artifact.ModelException;
import io.riffle.job.operator.Oracle.Expected;
import io.riffle.job.state.SharedInput;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.state.UserInput;
import io.riffle.job.state.UserInput.Click;
import io.riffle.schema.Action;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Outcome;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.UserProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommendOperatorTest {

    private static final String BACKBONE = ModelUpdate.BACKBONE;
    private static final String RERANKER = ModelUpdate.RERANKER;

    /** What a loader of this test has loaded: a loader is serialised and can hold nothing. */
    private static final Map<String, List<FakeModel>> LOADED = new ConcurrentHashMap<>();

    /** Bursts, a late click, a repeat, a dislike, unknown items, and more than the bound keeps. */
    private static List<Click> scenario() {
        List<Click> clicks = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            clicks.add(click("ann", "a" + i, "i" + i, 10_000 + 1_000 * i));
            if (i % 2 == 0) {
                clicks.add(click("bob", "b" + i, "i" + (20 - i), 5_000 + 500 * i));
            }
        }
        clicks.add(click("ann", "late", "i25", 16_500));
        clicks.add(click("ann", "a3", "i3", 13_000));
        clicks.add(click("ann", "no", "i9", 20_000, Action.DISLIKE, null));
        clicks.add(click("ann", "no", "i9", 20_000, Action.DISLIKE, null));
        clicks.add(click("ann", "too-old", "i26", 1));
        clicks.add(click("cid", "c0", "x1", 30_000));
        clicks.add(click("cid", "c1", "i1", 30_000));
        clicks.add(click("bob", "b9", "i27", 90_000, Action.LIKE, null));
        return clicks;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0", "1, 1", "1, 2", "2, 0", "2, 1", "2, 2", "5, 0", "5, 2", "100, 0", "100, 1", "100, 2"
    })
    void everyScenarioReplaysWhateverTheBundleAndWhereverItIsRestored(int size, int restoreEvery)
            throws Exception {
        Oracle oracle = new Oracle(Bundles.MAX_EVENTS, FakeModel.oracle(1));
        List<Expected> expected = new ArrayList<>();
        List<Expected> actual = new ArrayList<>();
        RecommendHarness harness = RecommendHarness.started(settings(size), FakeModel.LOADER);
        int step = 0;
        for (Click click : scenario()) {
            expected.addAll(oracle.click(click.event()));
            harness.user(click);
            if (restoreEvery > 0 && ++step % restoreEvery == 0) {
                OperatorSubtaskState state = harness.checkpoint();
                harness.takeRecommendations().forEach(r -> actual.add(Expected.of(r)));
                harness.close();
                harness = RecommendHarness.restored(settings(size), FakeModel.LOADER, state);
            }
        }
        harness.endAll();
        harness.takeRecommendations().forEach(r -> actual.add(Expected.of(r)));
        harness.close();

        assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(oracle.duplicates()).isEqualTo(2);
        assertThat(oracle.late()).isEqualTo(1);
    }

    @Test
    void rocksDbHoldsWhatTheHeapDoes() throws Exception {
        RecommendHarness heap = RecommendHarness.started(settings(3), FakeModel.LOADER);
        RecommendHarness rocks =
                RecommendHarness.started(
                        settings(3), FakeModel.LOADER, new EmbeddedRocksDBStateBackend(true));
        for (Click click : scenario()) {
            heap.user(click);
            rocks.user(click);
        }
        heap.endAll();
        rocks.endAll();

        assertThat(rocks.takeRecommendations()).isEqualTo(heap.takeRecommendations());
        assertThat(rocks.takeSamples()).isEqualTo(heap.takeSamples());
        heap.close();
        rocks.close();
    }

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

    @Test
    void latencyCanBeReadFromTheRecommendation() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            harness.user(click("ann", "e1", "i1", 1_000));

            Recommendation answer = harness.takeRecommendations().get(0);
            assertThat(answer.triggerEventId()).isEqualTo("e1");
            assertThat(answer.eventTime()).isEqualTo(1_000);
            assertThat(answer.receivedTime()).isEqualTo(1_005);
            assertThat(answer.emittedTime()).isEqualTo(RecommendHarness.START);
        }
    }

    @Test
    void withoutAModelPopularItemsAreShown() throws Exception {
        try (RecommendHarness harness =
                RecommendHarness.started(settings(1, null), FakeModel.LOADER)) {
            harness.user(click("ann", "e1", "i1", 1_000));
            harness.user(click("ann", "e2", "i2", 2_000));
            harness.user(click("bob", "e1", "i1", 3_000));
            harness.user(click("cid", "e1", "i7", 4_000));

            List<Recommendation> answers = harness.takeRecommendations();
            assertThat(answers).allMatch(answer -> answer.tier() == Tier.POPULAR);
            assertThat(answers.get(0).items()).isEmpty();
            assertThat(items(answers.get(2))).containsExactly("i2");
            assertThat(items(answers.get(3))).containsExactly("i1", "i2");
            assertThat(answers).allMatch(answer -> answer.backboneVersion() == 0);
        }
    }

    @Test
    void aWithdrawnItemDisappearsAtOnceAndStaysAwayAfterARestore() throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings(50), FakeModel.LOADER);
        harness.user(click("ann", "e1", "i1", 1_000));
        harness.checkpoint();
        String best = harness.takeRecommendations().get(0).items().get(0).itemId();
        harness.shared(new SharedInput.Withdrawn(best));
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(settings(50), FakeModel.LOADER, state);
        harness.user(click("bob", "e1", "i1", 1_000));
        harness.shared(new SharedInput.Listed(best));
        harness.user(click("cid", "e1", "i1", 1_000));
        harness.endAll();

        List<Recommendation> answers = harness.takeRecommendations();
        assertThat(items(answers.get(0))).doesNotContain(best);
        assertThat(items(answers.get(1))).contains(best);
        harness.close();
    }

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
        assertThat(harness.takeRecommendations().get(0).backboneVersion()).isEqualTo(2);
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

    @Test
    void aSilentUsersSlateExpiresOnceItsDeadlineHasPassedAlsoAfterARestore() throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER);
        harness.user(click("ann", "e1", "i1", 1_000));
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        harness = RecommendHarness.restored(settings(1), FakeModel.LOADER, state);
        harness.setProcessingTime(RecommendHarness.START + Duration.ofMinutes(59).toMillis());
        assertThat(harness.takeSamples()).isEmpty();
        harness.setProcessingTime(RecommendHarness.START + Duration.ofMinutes(62).toMillis());
        harness.setProcessingTime(RecommendHarness.START + Duration.ofHours(3).toMillis());
        harness.user(click("ann", "e2", "i2", 2_000));
        harness.endAll();

        assertThat(harness.takeSamples())
                .extracting(
                        TrainingSample::revision,
                        TrainingSample::outcome,
                        sample -> sample.next() == null)
                .containsExactly(tuple(0, Outcome.EXPIRED, true), tuple(1, Outcome.ORGANIC, false));
        harness.close();
    }

    @Test
    void aSampleIsAsOfItsRequestWhateverCameSince() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            harness.user(click("ann", "e1", "i1", 10_000));
            Recommendation shown = harness.takeRecommendations().get(0);
            harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
            harness.awaitSwap();
            harness.user(click("ann", "late", "i2", 5_000));

            TrainingSample sample = harness.takeSamples().get(0);
            assertThat(sample.recommendationId()).isEqualTo(shown.recommendationId());
            assertThat(sample.backboneVersion()).isEqualTo(1);
            assertThat(sample.displayed()).isEqualTo(items(shown));
            assertThat(sample.candidates()).hasSizeGreaterThan(sample.displayed().size());
            assertThat(sample.history()).extracting(event -> event.itemId()).containsExactly("i1");
            assertThat(sample.requestTime()).isEqualTo(10_000);
        }
    }

    @Test
    void theProfileOfTheRequestGoesIntoItsSample() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(100), FakeModel.LOADER)) {
            harness.user(profile("ann", "20"));
            harness.user(click("ann", "e1", "i1", 1_000));
            harness.user(profile("ann", "21"));
            harness.user(click("ann", "e2", "i2", 2_000));
            harness.user(new UserInput.ProfileWithdrawn("ann"));
            harness.user(click("ann", "e3", "i3", 3_000));
            harness.user(click("ann", "e4", "i4", 4_000));
            harness.endAll();

            assertThat(harness.takeSamples())
                    .extracting(TrainingSample::profile)
                    .containsExactly(Map.of("age", "20"), Map.of("age", "21"), Map.of());
        }
    }

    @Test
    void usersMoveWithTheirKeysWhenTheJobIsRescaled() throws Exception {
        Oracle oracle = new Oracle(Bundles.MAX_EVENTS, FakeModel.oracle(1));
        RecommendHarness one = RecommendHarness.started(settings(4), FakeModel.LOADER);
        for (int i = 0; i < 40; i++) {
            Click click = click("u" + i % 8, "e" + i, "i" + i % 30, 1_000 * i + 1_000);
            one.user(click);
            oracle.click(click.event());
        }
        OperatorSubtaskState state = one.checkpoint();
        one.close();

        List<Expected> expected = new ArrayList<>();
        List<Expected> actual = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            RecommendHarness half =
                    RecommendHarness.restored(settings(4), FakeModel.LOADER, state, subtask, 2);
            for (int user = 0; user < 8; user++) {
                Click click = click("u" + user, "more", "i29", 99_000);
                if (half.owns(click.userId())) {
                    half.user(click);
                    expected.addAll(oracle.click(click.event()));
                }
            }
            half.endAll();
            half.takeRecommendations().forEach(answer -> actual.add(Expected.of(answer)));
            half.close();
        }
        assertThat(actual).hasSize(8).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aUsersStateDoesNotGrowWithTheNumberOfClicks() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(5), FakeModel.LOADER)) {
            int entries = 0;
            for (int i = 0; i < 300; i++) {
                harness.user(click("ann", "e" + i, "i" + i % 30, 1_000 * i + 1_000));
                if (i == 100) {
                    harness.checkpoint();
                    entries = harness.stateEntries();
                }
            }
            harness.checkpoint();
            assertThat(harness.stateEntries()).isEqualTo(entries);
        }
    }

    private static List<String> triggers(RecommendHarness harness) {
        return harness.takeRecommendations().stream().map(Recommendation::triggerEventId).toList();
    }

    private static UserInput profile(String user, String age) {
        return new UserInput.Profile(new UserProfile(user, Map.of("age", age), 1));
    }

    private static List<String> items(Recommendation answer) {
        return answer.items().stream().map(item -> item.itemId()).toList();
    }
}
