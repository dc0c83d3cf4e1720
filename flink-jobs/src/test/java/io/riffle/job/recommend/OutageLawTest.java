package io.riffle.job.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.Outcome;
import io.riffle.schema.TrainingSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * The law of outages: however long the step was down, and whichever partition is read first then,
 * users' samples are those of a step that was never down.
 */
class OutageLawTest {

    private static final long HOUR = 3_600_000;
    private static final int PARTITIONS = 2;

    /** What a sample teaches: all but whether it was replayed. */
    private record Taught(
            String id, int revision, Outcome outcome, Object next, Object labels, Object history) {
        static Taught of(TrainingSample sample) {
            return new Taught(
                    sample.recommendationId(),
                    sample.revision(),
                    sample.outcome(),
                    sample.next() == null ? "" : sample.next(),
                    sample.labels(),
                    sample.history());
        }
    }

    private record Step(int user, int item, int pauseMinutes) {}

    @Provide
    Arbitrary<List<Click>> clicks() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, FakeModel.ITEMS - 1),
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(6, 1),
                                net.jqwik.api.Tuple.of(2, 20),
                                net.jqwik.api.Tuple.of(1, 70),
                                net.jqwik.api.Tuple.of(1, 200)))
                .as(Step::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(40)
                .map(OutageLawTest::clicks);
    }

    private static List<Click> clicks(List<Step> steps) {
        List<Click> clicks = new ArrayList<>();
        long time = HOUR;
        for (Step step : steps) {
            time += step.pauseMinutes * 60_000L;
            clicks.add(
                    Bundles.received(
                            "u" + step.user,
                            "e" + clicks.size(),
                            "i" + step.item,
                            time,
                            step.user % PARTITIONS));
        }
        return clicks;
    }

    @Property(tries = 60)
    void anOutageTeachesWhatNoneDoes(
            @ForAll("clicks") List<Click> clicks,
            @ForAll @IntRange(max = 39) int downAfter,
            @ForAll @IntRange(min = 1, max = 500) int hours,
            @ForAll boolean partitionByPartition)
            throws Exception {
        assertThat(taught(clicks, downAfter, hours, partitionByPartition))
                .isEqualTo(taught(clicks, clicks.size(), 0, false));
    }

    private static Map<String, List<Taught>> taught(
            List<Click> clicks, int downAfter, int hours, boolean partitionByPartition)
            throws Exception {
        RecommendSettings settings = Bundles.settings(1);
        Map<String, List<Taught>> taught = new TreeMap<>();
        RecommendHarness harness = RecommendHarness.started(settings, FakeModel.LOADER);
        int before = Math.min(downAfter, clicks.size());
        read(harness, clicks.subList(0, before), 0, taught);
        if (before < clicks.size()) {
            long now = clicks.get(before).receivedTime() + hours * HOUR;
            var state = harness.checkpoint();
            harness.close();
            harness = RecommendHarness.restored(settings, FakeModel.LOADER, state, now);
            List<Click> backlog = new ArrayList<>(clicks.subList(before, clicks.size()));
            if (partitionByPartition) {
                backlog.sort((a, b) -> Integer.compare(a.partition(), b.partition()));
            }
            read(harness, backlog, now, taught);
        }
        long end = 10_000 * HOUR;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int i = 0; i < 2; i++) {
                Click last = Bundles.received("last" + partition, "e" + i, "i1", end, partition);
                read(harness, List.of(last), end, taught);
                end += HOUR;
            }
        }
        read(harness, List.of(Bundles.received("last", "e", "i1", end, 0)), end, taught);
        harness.close();
        taught.keySet().removeIf(user -> user.startsWith("last"));
        return taught;
    }

    private static void read(
            RecommendHarness harness,
            List<Click> clicks,
            long earliest,
            Map<String, List<Taught>> taught)
            throws Exception {
        for (Click click : clicks) {
            harness.setProcessingTime(Math.max(earliest, click.receivedTime()));
            harness.user(click);
            harness.runDry();
            for (TrainingSample sample : harness.takeSamples()) {
                taught.computeIfAbsent(sample.userId(), user -> new ArrayList<>())
                        .add(Taught.of(sample));
            }
        }
    }
}
