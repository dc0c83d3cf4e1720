package io.riffle.model.fuxi;

import static io.riffle.model.fuxi.DrawnModel.assertNear;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.fuxi.Extension.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** The laws of increment, batch and causality, at every layer, of both ways to extend. */
class FuxiBetaLawTest {
    private static final int LONGEST = DrawnModel.LONGEST;

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void extendEqualsEncodeAfterAnySplit(
            @ForAll long seed,
            @ForAll boolean tensors,
            @ForAll @IntRange(min = 1, max = LONGEST) int length) {
        Random random = new Random(seed);
        try (DrawnModel drawn = new DrawnModel(random).extending(tensors);
                NDManager scratch = drawn.manager.newSubManager()) {
            DrawnUser user = DrawnUser.draw(random, length, drawn.model.config());
            int settled = 0;
            for (int n = 1; n <= length; n += 1 + random.nextInt(6)) {
                long now = user.seconds()[n - 1] + random.nextInt(100_000) - 100;
                List<Row> rows = user.settled(settled, n - 1);
                rows.add(new Row(user.rows()[n - 1], n - 1, now, false));
                float[] extended = drawn.extend(scratch, List.of(3), List.of(rows), user);
                settled = n - 1;
                assertNear(extended, drawn.encode(scratch, user.prefix(n), now));
            }
            drawn.model.prefill(
                    scratch,
                    new int[][] {Arrays.copyOf(user.rows(), length)},
                    new long[][] {user.times(length, 0)},
                    new int[] {4},
                    drawn.values);
            for (int layer = 0; layer < drawn.model.config().layers(); layer++) {
                for (int i = 0; i < settled; i++) {
                    assertNear(drawn.values.values(layer, 3, i), drawn.values.values(layer, 4, i));
                }
            }
        }
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void extendGoesOnFromPrefill(
            @ForAll long seed,
            @ForAll boolean tensors,
            @ForAll @IntRange(min = 1, max = LONGEST - 1) int first,
            @ForAll @IntRange(min = 1, max = 8) int more) {
        Random random = new Random(seed);
        try (DrawnModel drawn = new DrawnModel(random).extending(tensors);
                NDManager scratch = drawn.manager.newSubManager()) {
            int length = Math.min(LONGEST, first + more);
            DrawnUser user = DrawnUser.draw(random, length, drawn.model.config());
            NDArray vector =
                    drawn.model.prefill(
                            scratch,
                            new int[][] {Arrays.copyOf(user.rows(), first)},
                            new long[][] {user.times(first, 77)},
                            new int[] {2},
                            drawn.values);
            long asked = user.seconds()[first - 1] + 77;
            assertNear(vector.toFloatArray(), drawn.encode(scratch, user.prefix(first), asked));
            List<Row> rows = user.settled(first - 1, length - 1);
            // One query per click, between the settled rows.
            float[][] expected = new float[length - first + 1][];
            for (int n = first; n <= length; n++) {
                long now = user.seconds()[n - 1] + n;
                rows.add(new Row(user.rows()[n - 1], n - 1, now, false));
                expected[n - first] = drawn.encode(scratch, user.prefix(n), now);
            }
            float[] open = drawn.extend(scratch, List.of(2), List.of(rows), user);
            int width = drawn.model.config().width();
            for (int i = 0; i < expected.length; i++) {
                assertNear(Arrays.copyOfRange(open, i * width, (i + 1) * width), expected[i]);
            }
        }
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void usersTogetherEqualOneByOne(
            @ForAll long seed,
            @ForAll boolean tensors,
            @ForAll @IntRange(min = 2, max = 6) int users) {
        Random random = new Random(seed);
        try (DrawnModel drawn = new DrawnModel(random).extending(tensors);
                NDManager scratch = drawn.manager.newSubManager()) {
            int[][] rows = new int[users][];
            long[][] seconds = new long[users][];
            List<List<Row>> extensions = new ArrayList<>();
            List<Integer> slots = new ArrayList<>();
            DrawnUser[] all = new DrawnUser[users];
            for (int u = 0; u < users; u++) {
                int length = 1 + random.nextInt(LONGEST);
                all[u] = DrawnUser.draw(random, length, drawn.model.config());
                rows[u] = all[u].rows();
                seconds[u] = all[u].times(length, 55);
                List<Row> extension = all[u].settled(0, length - 1);
                long now = seconds[u][length];
                extension.add(new Row(rows[u][length - 1], length - 1, now, false));
                extensions.add(extension);
                slots.add(u + 1);
            }
            NDArray together = drawn.model.encode(scratch, rows, seconds);
            float[] extended = drawn.extend(scratch, slots, extensions, all);
            int width = drawn.model.config().width();
            for (int u = 0; u < users; u++) {
                float[] alone = drawn.encode(scratch, all[u], seconds[u][rows[u].length]);
                assertNear(together.get(u).get(rows[u].length - 1).toFloatArray(), alone);
                assertNear(Arrays.copyOfRange(extended, u * width, (u + 1) * width), alone);
            }
        }
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void nothingBeforeAChangeChanges(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = LONGEST) int length) {
        Random random = new Random(seed);
        try (DrawnModel drawn = new DrawnModel(random);
                NDManager scratch = drawn.manager.newSubManager()) {
            DrawnUser user = DrawnUser.draw(random, length, drawn.model.config());
            int j = random.nextInt(length);
            int[] otherItem = user.rows().clone();
            otherItem[j] = 1 + (otherItem[j] % (drawn.model.config().items() - 1));
            long[] times = user.times(length, 9);
            long[] otherTime = times.clone();
            otherTime[j] -= 1 + random.nextInt(50);
            NDArray rows = drawn.settle(scratch, user.rows(), times, 1);
            NDArray byItem = drawn.settle(scratch, otherItem, times, 2);
            NDArray byTime = drawn.settle(scratch, user.rows(), otherTime, 3);
            for (int i = 0; i < length; i++) {
                if (i < j) {
                    assertNear(byItem.get(0).get(i), rows.get(0).get(i));
                    drawn.assertSameValues(i, 1, 2, i < length - 1);
                }
                if (i < j - 1) {
                    assertNear(byTime.get(0).get(i), rows.get(0).get(i));
                    drawn.assertSameValues(i, 1, 3, true);
                }
            }
        }
    }
}
