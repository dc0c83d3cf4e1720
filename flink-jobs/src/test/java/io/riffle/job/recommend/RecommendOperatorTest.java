package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static io.riffle.job.testing.Bundles.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.SharedInput;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.FakeModel;
import io.riffle.job.testing.FakeRule;
import io.riffle.job.testing.Oracle;
import io.riffle.job.testing.Oracle.Expected;
import io.riffle.schema.Action;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommendOperatorTest {

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
        Oracle oracle = new Oracle(Bundles.MAX_EVENTS, FakeRule.oracle(1));
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
    void usersMoveWithTheirKeysWhenTheJobIsRescaled() throws Exception {
        Oracle oracle = new Oracle(Bundles.MAX_EVENTS, FakeRule.oracle(1));
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

    private static List<String> items(Recommendation answer) {
        return answer.items().stream().map(item -> item.itemId()).toList();
    }
}
