package io.riffle.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.operator.Bundles.Happening;
import io.riffle.job.operator.Bundles.Happening.Checkpointed;
import io.riffle.job.operator.Bundles.Happening.Clicked;
import io.riffle.job.operator.Bundles.Happening.RanDry;
import io.riffle.job.operator.Bundles.Happening.Relisted;
import io.riffle.job.operator.Bundles.Happening.Restored;
import io.riffle.job.operator.Bundles.Happening.Swapped;
import io.riffle.job.operator.Bundles.Happening.Withdrew;
import io.riffle.job.operator.Oracle.Expected;
import io.riffle.job.state.SharedInput;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import java.util.ArrayList;
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
            @ForAll @IntRange(min = 1, max = 20) int size)
            throws Exception {
        Oracle oracle = new Oracle(Bundles.MAX_EVENTS, FakeModel.oracle(1));
        long version = 1;
        Map<String, List<Expected>> expected = new TreeMap<>();
        Map<String, List<Expected>> actual = new TreeMap<>();
        RecommendHarness harness =
                RecommendHarness.started(Bundles.settings(size), FakeModel.LOADER);
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
                oracle.swap(FakeModel.oracle(version));
            } else {
                harness = apply(happening, harness, oracle, size, actual);
            }
        }
        harness.endAll();
        collect(harness, actual);
        harness.close();
        expected.values().removeIf(List::isEmpty);
        assertThat(actual).isEqualTo(expected);
    }

    @Property(tries = 60)
    void samplesDoNotDependOnBundles(
            @ForAll("streams") List<Happening> stream,
            @ForAll @IntRange(min = 2, max = 20) int size)
            throws Exception {
        stream = stream.stream().filter(h -> !(h instanceof Swapped)).toList();

        assertThat(samples(stream, size)).isEqualTo(samples(stream, 1));
    }

    private static Map<String, List<TrainingSample>> samples(List<Happening> stream, int size)
            throws Exception {
        Map<String, List<TrainingSample>> samples = new TreeMap<>();
        RecommendHarness harness =
                RecommendHarness.started(Bundles.settings(size), FakeModel.LOADER);
        Oracle unused = new Oracle(Bundles.MAX_EVENTS, FakeModel.oracle(1));
        for (Happening happening : stream) {
            if (happening instanceof Clicked clicked) {
                harness.user(clicked.click());
            } else {
                if (happening instanceof Restored || happening instanceof Checkpointed) {
                    harness.checkpoint();
                    take(harness, samples);
                }
                harness = apply(happening, harness, unused, size, new TreeMap<>());
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
            int size,
            Map<String, List<Expected>> actual)
            throws Exception {
        if (happening instanceof Withdrew withdrew) {
            harness.shared(new SharedInput.Withdrawn(withdrew.itemId()));
            oracle.withdraw(withdrew.itemId());
        } else if (happening instanceof Relisted relisted) {
            harness.shared(new SharedInput.Listed(relisted.itemId()));
            oracle.restore(relisted.itemId());
        } else if (happening instanceof RanDry) {
            harness.runDry();
        } else if (happening instanceof Checkpointed) {
            harness.checkpoint();
        } else if (happening instanceof Restored) {
            var state = harness.checkpoint();
            collect(harness, actual);
            harness.close();
            return RecommendHarness.restored(Bundles.settings(size), FakeModel.LOADER, state);
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
