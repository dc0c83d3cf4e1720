package io.riffle.job.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.Bundles.Happening;
import io.riffle.job.testing.Bundles.Happening.Checkpointed;
import io.riffle.job.testing.Bundles.Happening.Clicked;
import io.riffle.job.testing.Bundles.Happening.Relisted;
import io.riffle.job.testing.Bundles.Happening.Restored;
import io.riffle.job.testing.Bundles.Happening.Swapped;
import io.riffle.job.testing.Bundles.Happening.Withdrew;
import io.riffle.job.testing.FakeModel;
import io.riffle.job.testing.FakeRule;
import io.riffle.job.testing.Oracle;
import io.riffle.job.testing.Oracle.Expected;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * The laws of replay and swap: whatever happens between clicks, and however clicks fall into
 * bundles, each user's answers are the oracle's.
 */
class ReplayLawTest {

    @Provide
    Arbitrary<List<Happening>> streams() {
        return Bundles.streams();
    }

    @Property(tries = 150)
    void everyAnswerEqualsTheOracles(
            @ForAll("streams") List<Happening> stream,
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll @IntRange(min = 1, max = 3) int maxEncoded)
            throws Exception {
        RecommendSettings settings = Bundles.settings(size, "fake:1", maxEncoded);
        Oracle oracle = new Oracle(Bundles.MAX_EVENTS, FakeRule.oracle(1));
        long version = 1;
        Map<String, List<Expected>> expected = new TreeMap<>();
        Map<String, List<Expected>> actual = new TreeMap<>();
        RecommendHarness harness = RecommendHarness.started(settings, FakeModel.LOADER);
        for (Happening happening : stream) {
            if (happening instanceof Clicked clicked) {
                harness.user(clicked.click());
                expected.computeIfAbsent(clicked.click().userId(), u -> new ArrayList<>())
                        .addAll(oracle.click(clicked.click().event()));
            } else if (happening instanceof Swapped swapped) {
                harness.shared(
                        new SharedInput.Announced(
                                Bundles.update(
                                        ModelUpdate.BACKBONE,
                                        swapped.version(),
                                        "fake:" + swapped.version())));
                harness.awaitSwap();
                version = Math.max(version, swapped.version());
                oracle.swap(FakeRule.oracle(version));
            } else {
                harness = apply(happening, harness, oracle, settings, actual);
            }
        }
        harness.endAll();
        collect(harness, actual);
        harness.close();
        expected.values().removeIf(List::isEmpty);
        assertThat(actual).isEqualTo(expected);
    }

    /**
     * As above, but nobody waits for a swap, rerankers come too, and clicks, barriers and restores
     * fall between an update's arrival and its swap.
     */
    @Property(tries = 100)
    void everyAnswerIsThatOfTheVersionsItNamesAndVersionsOnlyGrow(
            @ForAll("streams") List<Happening> stream,
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll @IntRange(min = 1, max = 3) int maxEncoded)
            throws Exception {
        RecommendSettings settings = Bundles.settings(size, "fake:1", maxEncoded);
        List<Recommendation> answers = new ArrayList<>();
        Map<String, Long> announced = new TreeMap<>(Map.of("backbone", 1L, "reranker", 0L));
        RecommendHarness harness = RecommendHarness.started(settings, FakeModel.LOADER);
        for (Happening happening : stream) {
            if (happening instanceof Clicked clicked) {
                harness.user(clicked.click());
            } else if (happening instanceof Swapped swapped) {
                String model = swapped.version() % 3 == 0 ? "backbone" : "reranker";
                long version = announced.merge(model, 1L, Long::sum);
                harness.shared(
                        new SharedInput.Announced(
                                Bundles.update(model, version, "fake:" + version)));
            } else if (happening instanceof Restored) {
                var state = harness.checkpoint();
                answers.addAll(harness.takeRecommendations());
                harness.close();
                harness = RecommendHarness.restored(settings, FakeModel.LOADER, state);
            } else {
                harness = apply(happening, harness, NOBODY, settings, new TreeMap<>());
            }
        }
        harness.awaitSwap();
        harness.user(Bundles.click("last", "last", "i1", 1_000));
        harness.endAll();
        answers.addAll(harness.takeRecommendations());
        harness.close();
        assertThat(answers)
                .filteredOn(answer -> answer.userId().equals("last"))
                .extracting(Recommendation::backboneVersion, Recommendation::rerankerVersion)
                .containsExactly(tuple(announced.get("backbone"), announced.get("reranker")));
        assertVersionsOnlyGrow(answers);
        assertEachIsOfItsVersions(stream, answers);
    }

    private static final Oracle NOBODY = new Oracle(1, null);

    private static void assertVersionsOnlyGrow(List<Recommendation> answers) {
        long backbone = 0;
        long reranker = 0;
        for (Recommendation answer : answers) {
            if (answer.backboneVersion() > 0) {
                assertThat(answer.backboneVersion()).isGreaterThanOrEqualTo(backbone);
                assertThat(answer.rerankerVersion()).isGreaterThanOrEqualTo(reranker);
                backbone = answer.backboneVersion();
                reranker = answer.rerankerVersion();
            }
        }
    }

    private static void assertEachIsOfItsVersions(
            List<Happening> stream, List<Recommendation> answers) {
        Map<String, Deque<Recommendation>> byUser = new TreeMap<>();
        for (Recommendation answer : answers) {
            byUser.computeIfAbsent(answer.userId(), user -> new ArrayDeque<>()).add(answer);
        }
        Oracle oracle = new Oracle(Bundles.MAX_EVENTS, FakeRule.oracle(1));
        for (Happening happening : stream) {
            if (happening instanceof Withdrew withdrew) {
                oracle.withdraw(withdrew.itemId());
            } else if (happening instanceof Relisted relisted) {
                oracle.restore(relisted.itemId());
            } else if (happening instanceof Clicked clicked) {
                Deque<Recommendation> own =
                        byUser.getOrDefault(clicked.click().userId(), new ArrayDeque<>());
                Recommendation answer = own.peek();
                if (answer != null && answer.backboneVersion() > 0) {
                    oracle.swap(
                            FakeRule.oracle(answer.backboneVersion(), answer.rerankerVersion()));
                }
                for (Expected expected : oracle.click(clicked.click().event())) {
                    Expected actual = Expected.of(own.remove());
                    assertThat(actual.recommendationId()).isEqualTo(expected.recommendationId());
                    assertThat(actual.items()).isEqualTo(expected.items());
                    assertThat(actual.version()).isEqualTo(expected.version());
                }
            }
        }
    }

    @Property(tries = 60)
    void samplesDoNotDependOnBundles(
            @ForAll("streams") List<Happening> stream,
            @ForAll @IntRange(min = 2, max = 20) int size)
            throws Exception {
        stream = stream.stream().filter(h -> !(h instanceof Swapped)).toList();

        assertThat(samples(stream, Bundles.settings(size, "fake:1", 1)))
                .isEqualTo(samples(stream, Bundles.settings(1)));
    }

    private static Map<String, List<TrainingSample>> samples(
            List<Happening> stream, RecommendSettings settings) throws Exception {
        Map<String, List<TrainingSample>> samples = new TreeMap<>();
        RecommendHarness harness = RecommendHarness.started(settings, FakeModel.LOADER);
        Oracle unused = new Oracle(Bundles.MAX_EVENTS, FakeRule.oracle(1));
        for (Happening happening : stream) {
            if (happening instanceof Clicked clicked) {
                harness.user(clicked.click());
            } else {
                if (happening instanceof Restored || happening instanceof Checkpointed) {
                    harness.checkpoint();
                    take(harness, samples);
                }
                harness = apply(happening, harness, unused, settings, new TreeMap<>());
            }
        }
        harness.endAll();
        take(harness, samples);
        harness.close();
        return samples;
    }

    private static void take(RecommendHarness harness, Map<String, List<TrainingSample>> samples) {
        for (TrainingSample sample : harness.takeSamples()) {
            // What popularity shows is not foretold.
            if (sample.backboneVersion() > 0) {
                samples.computeIfAbsent(sample.userId(), u -> new ArrayList<>()).add(sample);
            }
        }
    }

    private static RecommendHarness apply(
            Happening happening,
            RecommendHarness harness,
            Oracle oracle,
            RecommendSettings settings,
            Map<String, List<Expected>> actual)
            throws Exception {
        harness.happen(happening);
        if (happening instanceof Withdrew withdrew) {
            oracle.withdraw(withdrew.itemId());
        } else if (happening instanceof Relisted relisted) {
            oracle.restore(relisted.itemId());
        } else if (happening instanceof Restored) {
            var state = harness.checkpoint();
            collect(harness, actual);
            harness.close();
            return RecommendHarness.restored(settings, FakeModel.LOADER, state);
        }
        return harness;
    }

    private static void collect(RecommendHarness harness, Map<String, List<Expected>> actual) {
        for (Recommendation answer : harness.takeRecommendations()) {
            actual.computeIfAbsent(answer.userId(), u -> new ArrayList<>())
                    .add(Expected.of(answer));
        }
    }
}
