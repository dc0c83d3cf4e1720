package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static io.riffle.job.testing.Bundles.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.SharedInput;
import io.riffle.job.state.UserInput;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Ids;
import io.riffle.schema.RankedItem;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.UserProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * State of the recommend step as a release wrote it, kept as a file: every later one goes on from
 * it. {@code -Driffle.golden.regenerate=NAME} writes that of the name anew; do so only for a
 * release that is not out.
 */
class ReleasedStateTest {

    private static final Path RELEASED = Path.of("src", "test", "resources", "state");

    @ParameterizedTest
    @ValueSource(strings = {"recommend-layout-1", "recommend-layout-2"})
    void whatAReleaseKeptIsGoneOnWith(String release) throws Exception {
        Path file = RELEASED.resolve(release + ".bin");
        if (release.equals(System.getProperty("riffle.golden.regenerate"))) {
            write(file);
        }
        OperatorSubtaskState state = OperatorSnapshotUtil.readStateHandle(file.toString());

        try (RecommendHarness harness =
                RecommendHarness.restored(settings(1), FakeModel.LOADER, state)) {
            harness.user(click("ann", "e3", "i9", 99_000));
            harness.user(click("ann", "e-dislike", "i9", 99_000, Action.DISLIKE, null));
            harness.runDry();
            assertThat(harness.takeRecommendations()).as("events from before are known").isEmpty();

            harness.user(click("ann", "e6", "i6", 60_000));
            harness.user(click("bob", "b2", "i11", 61_000));
            harness.endAll();

            assertThat(harness.takeRecommendations())
                    .allSatisfy(
                            answer ->
                                    assertThat(answer.items())
                                            .hasSize(FakeModel.SLATE)
                                            .extracting(RankedItem::itemId)
                                            .doesNotContain("i20"))
                    .filteredOn(answer -> answer.userId().equals("ann"))
                    .singleElement()
                    .satisfies(
                            answer ->
                                    assertThat(answer.items())
                                            .extracting(RankedItem::itemId)
                                            .doesNotContain(
                                                    "i1", "i2", "i3", "i4", "i5", "i6", "i25"));
            assertSettled(harness.takeSamples());
        }
    }

    /** The slates that were open learn of the next click, with the history of their request. */
    private static void assertSettled(List<TrainingSample> samples) {
        assertThat(samples)
                .filteredOn(
                        sample ->
                                sample.recommendationId().equals(Ids.recommendationId("ann", "e5")))
                .isNotEmpty()
                .allSatisfy(
                        sample -> {
                            assertThat(sample.next())
                                    .isEqualTo(new HistoryEvent("i6", 60_000, Action.CLICK));
                            assertThat(sample.history())
                                    .extracting(HistoryEvent::itemId)
                                    .containsExactly("i1", "i2", "i3", "i4", "i5");
                            assertThat(sample.profile()).isEqualTo(Map.of("plan", "gold"));
                        });
        assertThat(samples)
                .filteredOn(
                        sample ->
                                sample.recommendationId().equals(Ids.recommendationId("bob", "b1")))
                .isNotEmpty()
                .allSatisfy(
                        sample ->
                                assertThat(sample.next())
                                        .isEqualTo(new HistoryEvent("i11", 61_000, Action.CLICK)));
    }

    private static void write(Path file) throws Exception {
        Files.createDirectories(RELEASED);
        try (RecommendHarness harness = RecommendHarness.started(settings(1), FakeModel.LOADER)) {
            harness.shared(new SharedInput.Withdrawn("i20"));
            harness.user(new UserInput.Profile(new UserProfile("ann", Map.of("plan", "gold"), 7)));
            for (int i = 1; i <= 4; i++) {
                harness.user(click("ann", "e" + i, "i" + i, i * 10_000L));
            }
            harness.user(click("ann", "e-dislike", "i25", 45_000, Action.DISLIKE, null));
            harness.user(click("ann", "e5", "i5", 50_000));
            harness.user(click("bob", "b1", "i10", 55_000));
            harness.runDry();
            OperatorSnapshotUtil.writeStateHandle(harness.checkpoint(), file.toString());
        }
    }
}
