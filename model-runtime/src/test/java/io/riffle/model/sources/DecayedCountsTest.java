package io.riffle.model.sources;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecayedCountsTest {
    private static final int ROWS = 900; // more than are kept in order

    @Test
    void theBestAreThoseOfAFullSort() {
        DecayedCounts counts = DecayedCounts.perEvents(300);
        counts.grow(ROWS);
        double[] expected = new double[ROWS];
        Random random = new Random(3);
        for (int event = 0; event < 20_000; event++) {
            int row = 1 + (int) (Math.pow(random.nextDouble(), 3) * (ROWS - 1));
            counts.learn(row, event);
            for (int i = 1; i < ROWS; i++) {
                expected[i] *= Math.pow(2, -1.0 / 300);
            }
            expected[row] += 1;
        }
        int[] sorted =
                IntStream.range(1, ROWS)
                        .boxed()
                        .sorted(Comparator.comparingDouble(row -> -expected[row]))
                        .limit(Union.EACH)
                        .mapToInt(Integer::intValue)
                        .toArray();
        assertArrayEquals(sorted, proposed(counts));
        double total = IntStream.range(1, ROWS).mapToDouble(row -> expected[row]).sum();
        assertEquals(expected[sorted[0]] / total, counts.probability(sorted[0]), 1e-6);
    }

    @Test
    void whereAllIsForgottenNothingIsLeft() {
        for (int seed = 0; seed < 20; seed++) {
            DecayedCounts counts = DecayedCounts.perEvents(500);
            counts.grow(8);
            Random random = new Random(seed);
            for (int event = 0; event < 1_000; event++) {
                counts.learn(1 + random.nextInt(7), event);
            }
            counts.forget(IntStream.range(1, 8).toArray());
            Map<String, float[]> reals = new HashMap<>();
            counts.table(8, reals);
            assertArrayEquals(new float[1], reals.get(counts.name() + ".total"));
        }
    }

    @Test
    void manyHalfLivesOverflowNothing() {
        DecayedCounts counts = DecayedCounts.perEvents(1);
        counts.grow(4);
        for (int event = 0; event < 5_000; event++) {
            counts.learn(1 + event % 2, event);
        }
        counts.learn(3, 5_000);
        assertEquals(.5, counts.probability(3), 1e-6);
        assertArrayEquals(new int[] {3, 2, 1}, proposed(counts));
    }

    @Test
    void anHourlyHalfLifeFollowsTheClockAndNoStepBack() {
        DecayedCounts counts = DecayedCounts.perHours(2);
        counts.grow(3);
        counts.learn(1, 10_000);
        counts.learn(2, 10_000 + 7_200);
        counts.learn(1, 10_000);
        assertEquals(2.0 / 5, counts.probability(2), 1e-6);
    }

    @Test
    void yearsOfSilenceLeaveNumbersNumbers() {
        DecayedCounts counts = DecayedCounts.perHours(2);
        counts.grow(4);
        counts.learn(1, 0);
        counts.learn(2, 3_000_000_000L);
        counts.learn(3, 3_000_000_000L);
        assertEquals(0, counts.probability(1));
        assertEquals(.5, counts.probability(2), 1e-6);
        counts.learn(3, 3_000_000_000L + 90 * 86_400);
        assertArrayEquals(new int[] {3}, new int[] {proposed(counts)[0]});
        assertEquals(1, counts.probability(3), 1e-6);
    }

    @Test
    void aRowThatChangedHandsBeginsAnew() {
        DecayedCounts counts = DecayedCounts.allTime();
        counts.grow(4);
        for (int row : new int[] {1, 1, 1, 2, 2, 3}) {
            counts.learn(row, 0);
        }
        counts.forget(new int[] {1});
        assertArrayEquals(new int[] {2, 3}, proposed(counts));
        assertEquals(0, counts.probability(1));
    }

    @Test
    void aRestoredOneGoesOnTheSame() throws IOException {
        DecayedCounts counts = DecayedCounts.perEvents(50);
        counts.grow(ROWS);
        Random random = new Random(5);
        for (int event = 0; event < 3_000; event++) {
            counts.learn(1 + random.nextInt(ROWS - 1), event);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        counts.write(new DataOutputStream(bytes), ROWS);
        DecayedCounts restored = DecayedCounts.perEvents(50);
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), ROWS);
        for (int event = 0; event < 3_000; event++) {
            int row = 1 + random.nextInt(ROWS - 1);
            counts.learn(row, event);
            restored.learn(row, event);
        }
        assertArrayEquals(proposed(counts), proposed(restored));
        assertArrayEquals(table(counts), table(restored));
    }

    private static float[] table(DecayedCounts counts) {
        Map<String, float[]> reals = new HashMap<>();
        counts.table(ROWS, reals);
        return Objects.requireNonNull(reals.get(counts.name()));
    }

    private static int[] proposed(DecayedCounts counts) {
        Union union = new Union(1);
        union.start(ROWS);
        counts.propose(Past.NOTHING, 0, union, 0);
        return IntStream.range(0, union.size()).map(union::row).toArray();
    }
}
