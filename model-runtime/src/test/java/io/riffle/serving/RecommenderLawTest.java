package io.riffle.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.artifact.LoadedModel;
import io.riffle.schema.Action;
import io.riffle.schema.RankedItem;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.testing.ClickStream;
import io.riffle.serving.testing.TestModels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** What an answer may depend on: history, query and versions; not bundles, not the cache. */
class RecommenderLawTest {
    private static final int ITEMS = 60;
    private static final int LONGEST = 24;
    private static final LoadedModel MODEL = TestModels.backbone(ITEMS, LONGEST, 2, 3);
    private static final long SLOT = 2 * 32 * 16 * 4;

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void answersDependNeitherOnTheCacheNorOnBundles(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int users,
            @ForAll @IntRange(min = 1, max = 30) int bundleSize,
            @ForAll @IntRange(min = 0, max = 10) int slots) {
        Random random = new Random(seed);
        int hop = 1 + random.nextInt(LONGEST);
        ClickStream stream = new ClickStream(random, users, 150, ITEMS, LONGEST + 6);
        try (Recommender plain = new Recommender(MODEL, null, options(hop, 0, 0));
                Recommender cached =
                        new Recommender(MODEL, null, options(hop, (slots + 1) * SLOT, 0))) {
            List<Answer> expected = stream.answers(plain, 1);
            assertAlike(stream.answers(plain, bundleSize), expected);
            assertAlike(stream.answers(cached, bundleSize), expected);
            // Again, with everybody's slots full of another run's values.
            assertAlike(stream.answers(cached, 1), expected);
        }
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void afterASwapAnswersAreTheNewModels(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 100) int swapAt) {
        ClickStream stream = new ClickStream(new Random(seed), 4, 100, ITEMS, LONGEST + 6);
        LoadedModel next = TestModels.again(MODEL, 2, 99);
        Map<String, UserHistory> histories = new HashMap<>();
        Map<String, UserHistory> same = new HashMap<>();
        try (Recommender first = new Recommender(MODEL, null, options(6, 6 * SLOT, 0));
                Recommender second = new Recommender(next, null, options(6, 6 * SLOT, 0));
                Recommender plain = new Recommender(next, null, options(6, 0, 0))) {
            first.withdraw("item-7");
            stream.answers(first, 8, 0, swapAt, histories);
            stream.answers(first, 8, 0, swapAt, same);
            second.adopt(first, item -> true);
            plain.withdraw("item-7");
            List<Answer> found = stream.answers(second, 8, swapAt, 100, histories);
            assertAlike(found, stream.answers(plain, 1, swapAt, 100, same));
            assertThat(found).allMatch(answer -> answer.backboneVersion() == 2);
        }
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void answersDoNotDependOnARestart(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 150) int restartAt,
            @ForAll @IntRange(min = 1, max = 10) int slots) {
        ClickStream stream = new ClickStream(new Random(seed), 5, 150, ITEMS, LONGEST + 6);
        Map<String, UserHistory> kept = new HashMap<>();
        ServingOptions options = options(6, (slots + 1) * SLOT, 0);
        List<Answer> found = new ArrayList<>();
        // Histories are durable, the cache goes with its process.
        try (Recommender before = new Recommender(MODEL, null, options)) {
            found.addAll(stream.answers(before, 8, 0, restartAt, kept));
        }
        try (Recommender after = new Recommender(MODEL, null, options);
                Recommender plain = new Recommender(MODEL, null, options(6, 0, 0))) {
            found.addAll(stream.answers(after, 8, restartAt, 150, kept));
            assertAlike(found, stream.answers(plain, 1));
        }
    }

    /** What explains a slate must see the window that the slate was made of. */
    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void whereAWindowBeganIsKnownAfterwards(
            @ForAll @IntRange(min = 1, max = 12) int hop,
            @ForAll @IntRange(min = 1, max = 120) int events) {
        UserHistory history = UserHistory.empty(200);
        List<Long> starts = new ArrayList<>();
        try (Recommender recommender = new Recommender(MODEL, null, options(hop, 0, 0))) {
            for (int i = 0; i < events; i++) {
                String itemId = i % 5 == 4 ? "nobody knows" : "item-" + (1 + i % 50);
                history.add(itemId, 1_000L * i, Action.CLICK, i + 1L);
                history.moveWindow(recommender.windowStart(history));
                starts.add(history.windowStart());
            }
            for (int i = 0; i < events; i++) {
                assertThat(recommender.windowStart(history, i + 1L))
                        .as("after %d of %d", i, events)
                        .isEqualTo(starts.get(i));
            }
        }
    }

    @Example
    void anotherRecommenderShowsTheSameItems() {
        UserHistory history = UserHistory.empty(50);
        history.add("item-1", 1_000, Action.CLICK, 1);
        Query query = new Query("r", 0, 0, 1, 2_000, Set.of());
        Turn turn = new Turn("u", history, null, List.of(query));
        LoadedModel grown = TestModels.again(MODEL, 2, 99);
        try (Recommender first = new Recommender(MODEL, null, options(6, 0, 0));
                Recommender again = new Recommender(MODEL, null, first.options());
                Recommender other = new Recommender(grown, null, first.options())) {
            List<Answer> before = first.recommend(List.of(turn)).get(0);
            String best = before.get(0).slate().get(0).itemId();
            first.withdraw(best);
            again.withdraw("item-9");
            again.show(first.items(List.of()));
            assertAlike(
                    again.recommend(List.of(turn)).get(0), first.recommend(List.of(turn)).get(0));
            other.show(first.items(List.of()));
            assertThat(other.items(List.of()).shows(best)).isFalse();
            assertThat(other.items(List.of()).hidden()).isEqualTo(1);
            assertThat(other.items(List.of()).known()).isEqualTo(ITEMS - 1);
        }
    }

    @Example
    void whoeverIsSaidToExtendIsNotEncoded() {
        UserHistory history = UserHistory.empty(50);
        try (Recommender cached = new Recommender(MODEL, null, options(6, 4 * SLOT, 0));
                Recommender plain = new Recommender(MODEL, null, options(6, 0, 0))) {
            long encodings = 0;
            for (int i = 0; i < 60; i++) {
                boolean encodes = cached.encodes("u", history, 1);
                assertThat(plain.encodes("u", history, 1)).isFalse();
                history.add("item-" + (1 + i % 50), 1_000L * i, Action.CLICK, i + 1L);
                history.moveWindow(cached.windowStart(history));
                Query query =
                        new Query(
                                "r" + i,
                                history.firstSequence(),
                                history.windowStart(),
                                history.endSequence(),
                                history.newestTime(),
                                Set.of());
                cached.recommend(List.of(new Turn("u", history, null, List.of(query))));
                history.compact();
                long now = cached.counts().prefilled();
                assertThat(now - encodings).as("click %d", i).isEqualTo(encodes ? 1 : 0);
                encodings = now;
            }
            assertThat(encodings).as("the window of 24 hops by 6").isEqualTo(6);
            cached.forget("u");
            assertThat(cached.encodes("u", history, 1)).isTrue();
            assertThat(cached.encodes("nobody", UserHistory.empty(50), 1)).isFalse();
        }
    }

    @Example
    void laggingValuesAreUsedAndRenewedLittleByLittle() {
        ClickStream stream = new ClickStream(new Random(5), 12, 400, ITEMS, LONGEST + 6);
        LoadedModel next = TestModels.again(MODEL, 2, 99);
        Map<String, UserHistory> histories = new HashMap<>();
        ServingOptions options = options(6, 64 * SLOT, 1);
        try (Recommender first = new Recommender(MODEL, null, options);
                Recommender second = new Recommender(next, null, options)) {
            stream.answers(first, 12, 0, 300, histories);
            second.adopt(first, item -> true);
            assertThat(second.cached("user-1")).isTrue();
            stream.answers(second, 12, 300, 312, histories);
            // Three users a bundle may be renewed, the others extend what the old model wrote.
            assertThat(second.counts().prefilled()).isBetween(1L, 6L);
            assertThat(second.counts().extended()).isPositive();
        }
    }

    @Example
    void bundlesLeaveNoArraysBehind() {
        ClickStream stream = new ClickStream(new Random(5), 9, 200, ITEMS, LONGEST + 6);
        try (Recommender cached = new Recommender(MODEL, null, options(6, 5 * SLOT, 0))) {
            stream.answers(cached, 7);
            int before = cached.nativeArrays();
            stream.answers(cached, 7);
            assertThat(cached.nativeArrays()).isEqualTo(before);
            assertThat(cached.cachedUsers()).isEqualTo(4);
            cached.forget("user-1");
            stream.answers(cached, 7);
            assertThat(cached.nativeArrays()).isEqualTo(before);
        }
    }

    private static ServingOptions options(int hop, long cacheBytes, int lag) {
        return new ServingOptions(10, 15, hop, cacheBytes, 3, lag, "cpu");
    }

    /** Equal within 1e-5; the same top ten wherever scores differ by more than 1e-4. */
    private static void assertAlike(List<Answer> found, List<Answer> wanted) {
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            List<RankedItem> slate = found.get(i).slate();
            List<RankedItem> other = wanted.get(i).slate();
            assertThat(slate).as("click %d", i).hasSameSizeAs(other);
            for (int rank = 0; rank < other.size(); rank++) {
                assertThat(slate.get(rank).score())
                        .as("click %d, rank %d", i, rank)
                        .isCloseTo(other.get(rank).score(), within(1e-5f));
                if (apart(other, rank)) {
                    assertThat(slate.get(rank).itemId()).isEqualTo(other.get(rank).itemId());
                }
            }
        }
    }

    private static boolean apart(List<RankedItem> slate, int rank) {
        float own = slate.get(rank).score();
        return (rank == 0 || slate.get(rank - 1).score() - own > 1e-4f)
                && rank + 1 < slate.size()
                && own - slate.get(rank + 1).score() > 1e-4f;
    }
}
