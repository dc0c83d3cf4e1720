package io.riffle.training.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.schema.TrainingSample;
import io.riffle.schema.codec.TrainingSampleCodec;
import io.riffle.training.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservoirLawTest {
    @Property(tries = 50)
    void restoredReservoirContinuesAsIfItHadNeverStopped(
            @ForAll @IntRange(max = 40) int before,
            @ForAll @IntRange(max = 40) int after,
            @ForAll @IntRange(min = 1, max = 8) int capacity)
            throws IOException {
        Reservoir uninterrupted = reservoir(capacity);
        offer(uninterrupted, 0, before);
        uninterrupted.draw(3);
        Reservoir restored = reservoir(capacity);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        uninterrupted.write(new DataOutputStream(bytes));
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        offer(uninterrupted, before, after);
        offer(restored, before, after);

        assertThat(restored.size()).isEqualTo(Math.min(capacity, before + after));
        assertThat(restored.draw(5)).isEqualTo(uninterrupted.draw(5));
        assertThat(restored).hasToString(uninterrupted.toString());
    }

    @Test
    void everySampleOfTheHorizonHasTheSameChance() {
        int[] kept = new int[20];
        for (int seed = 0; seed < 2000; seed++) {
            Reservoir reservoir = new Reservoir(new TrainingSampleCodec(), 5, 1000, seed);
            offer(reservoir, 0, kept.length);
            for (TrainingSample sample : reservoir.draw(5)) {
                kept[Integer.parseInt(sample.userId())]++;
            }
        }

        // 500 expected each, standard deviation 19.4.
        assertThat(Arrays.stream(kept).boxed().toList())
                .allMatch(count -> Math.abs(count - 500) < 100);
    }

    /** A window of two hundred teaches, and costs, what a hundred of two do. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20, 60})
    void asManyPositionsAreDrawnForEachNewSampleHoweverLongTheHistories(int events) {
        int most = 40;
        double wanted = .8;
        Reservoir reservoir = reservoir(64);
        assertThat(reservoir.due(0, 64, wanted, most)).isZero(); // nothing is kept yet
        int positions = 0;
        for (int n = 0; n < 1_280; n += 64) {
            int due = reservoir.due(n, 64, wanted, most);
            for (TrainingSample drawn : reservoir.draw(due)) {
                positions += Math.min(most, drawn.history().size());
            }
            for (int i = n; i < n + 64; i++) {
                reservoir.offer(Samples.of(Integer.toString(i), "a".repeat(events + 1)), true);
            }
        }
        // Windows are whole ones.
        assertThat(positions)
                .isCloseTo((int) (wanted * (1_280 - 64)), within(Math.min(most, events)));
    }

    @Test
    void drawnSamplesDiffer() {
        Reservoir reservoir = reservoir(8);
        offer(reservoir, 0, 30);

        assertThat(reservoir.draw(8)).hasSize(8).doesNotHaveDuplicates();
        assertThat(reservoir.draw(9)).hasSize(8);
    }

    @Test
    void revisionTakesThePlaceOfTheKeptOne() {
        Reservoir reservoir = reservoir(8);
        TrainingSample revised = Samples.revised("u", "a", Samples.click("b", 1), 1, "b");
        reservoir.offer(Samples.of("u", "ab"), true);
        reservoir.offer(revised, false);
        reservoir.offer(Samples.revised("v", "a", Samples.click("b", 1), 1, "b"), false);

        assertThat(reservoir.draw(8)).isEqualTo(List.of(revised));
    }

    private static Reservoir reservoir(int capacity) {
        return new Reservoir(new TrainingSampleCodec(), capacity, 1000, 7);
    }

    private static void offer(Reservoir reservoir, int from, int count) {
        for (int i = from; i < from + count; i++) {
            reservoir.offer(Samples.of(Integer.toString(i), "ab"), true);
        }
    }
}
