package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static io.riffle.job.testing.Bundles.settings;
import static io.riffle.job.testing.Bundles.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models that cannot be read now, and models that bring the virtual machine to its limits. */
class ModelFaultsTest {

    private static final String BACKBONE = ModelUpdate.BACKBONE;
    private static final long LATER = 10 * 60_000;

    /** What cannot be read for the time being. */
    private static final Set<String> UNREADABLE = ConcurrentHashMap.newKeySet();

    private static final InferenceLoader LOADER =
            (current, artifact) -> {
                if (UNREADABLE.contains(artifact.uri())) {
                    throw new UncheckedIOException(new IOException("503 Slow Down"));
                }
                return FakeModel.load(current, artifact);
            };

    private int openBefore;
    private int clicks;

    /** What a load can throw beside exceptions. */
    enum Limit {
        HEAP(() -> new OutOfMemoryError("Java heap space")),
        STACK(StackOverflowError::new),
        LINKAGE(() -> new NoClassDefFoundError("ai/djl/ndarray/NDArray"));

        @SuppressWarnings("ImmutableEnumChecker") // a supplier of a new error each time
        private final Supplier<Error> error;

        Limit(Supplier<Error> error) {
            this.error = error;
        }
    }

    @BeforeEach
    void readable() {
        UNREADABLE.clear();
        openBefore = FakeModel.open();
    }

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(FakeModel.open()).isEqualTo(openBefore);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorWhileLoadingIsARefusalBeforeAndAfterARestore(Limit limit) throws Exception {
        InferenceLoader loader =
                (current, artifact) -> {
                    if (artifact.uri().equals("fake:2")) {
                        throw limit.error.get();
                    }
                    return FakeModel.load(current, artifact);
                };
        RecommendHarness harness = RecommendHarness.started(settings(1), loader);
        harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
        OperatorSubtaskState pending = harness.checkpoint();
        harness.awaitSwap();
        assertThat(version(harness)).isEqualTo(1);
        harness.close();

        harness = RecommendHarness.restored(settings(1), loader, pending);
        harness.awaitSwap();
        assertThat(version(harness)).isEqualTo(1);
        harness.shared(new Announced(update(BACKBONE, 3, "fake:3")));
        harness.awaitSwap();
        assertThat(version(harness)).isEqualTo(3);
        harness.close();
    }

    @Test
    void whatCannotBeReadNowIsReadLater() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(settings(1), LOADER)) {
            UNREADABLE.add("fake:2");
            harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
            harness.awaitSwap();
            pass(harness, LATER);
            assertThat(version(harness)).isEqualTo(1);

            UNREADABLE.clear();
            pass(harness, LATER);
            assertThat(version(harness)).isEqualTo(2);
        }
    }

    @Test
    void subtasksThatReadWithDifferentLuckServeTheSameInTheEnd() throws Exception {
        try (RecommendHarness lucky = RecommendHarness.started(settings(1), FakeModel.LOADER);
                RecommendHarness unlucky = RecommendHarness.started(settings(1), LOADER)) {
            UNREADABLE.add("fake:2");
            for (RecommendHarness each : new RecommendHarness[] {lucky, unlucky}) {
                each.shared(new Announced(update(BACKBONE, 2, "fake:2")));
                each.awaitSwap();
            }
            UNREADABLE.clear();
            pass(unlucky, LATER);
            assertThat(version(unlucky)).isEqualTo(version(lucky)).isEqualTo(2);
        }
    }

    @Test
    void aRestoreThatCannotReadTheNewestServesTheOneBeforeAndForgetsNothing() throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings(1), LOADER);
        for (int version = 2; version <= 3; version++) {
            harness.shared(new Announced(update(BACKBONE, version, "fake:" + version)));
            harness.awaitSwap();
        }
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        UNREADABLE.add("fake:3");
        for (int restore = 0; restore < 3; restore++) {
            harness = RecommendHarness.restored(settings(1), LOADER, state);
            harness.awaitSwap();
            assertThat(version(harness)).isEqualTo(2);
            state = harness.checkpoint();
            harness.close();
        }
        UNREADABLE.clear();
        harness = RecommendHarness.restored(settings(1), LOADER, state);
        harness.awaitSwap();
        assertThat(version(harness)).isEqualTo(3);
        harness.close();
    }

    @Test
    void aRestoreThatCannotReadAnythingServesPopularItemsUntilItCan() throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings(1), LOADER);
        harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
        harness.awaitSwap();
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        UNREADABLE.addAll(Set.of("fake:1", "fake:2"));
        harness = RecommendHarness.restored(settings(1), LOADER, state);
        assertThat(answer(harness).tier()).isEqualTo(Tier.POPULAR);
        UNREADABLE.clear();
        pass(harness, LATER);
        assertThat(version(harness)).isEqualTo(2);
        harness.close();
    }

    @Test
    void theOneBeforeIsTheLastThatServedHoweverFastUpdatesCame() throws Exception {
        RecommendHarness harness = RecommendHarness.started(settings(1), LOADER);
        harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
        harness.awaitSwap();
        harness.shared(new Announced(update(BACKBONE, 3, "fake:3")));
        harness.shared(new Announced(update(BACKBONE, 4, "fake:4")));
        harness.awaitSwap();
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        UNREADABLE.add("fake:4");
        harness = RecommendHarness.restored(settings(1), LOADER, state);
        assertThat(version(harness)).isEqualTo(3);
        harness.close();
    }

    private Recommendation answer(RecommendHarness harness) throws Exception {
        clicks++;
        harness.user(click("ann", "e" + clicks, "i" + clicks % 9, 1_000L * clicks));
        return harness.takeRecommendations().get(0);
    }

    private long version(RecommendHarness harness) throws Exception {
        return answer(harness).backboneVersion();
    }

    /** Lets time pass, and what it brings. */
    private static void pass(RecommendHarness harness, long millis) throws Exception {
        harness.setProcessingTime(harness.getProcessingTime() + millis);
        harness.awaitSwap();
    }
}
