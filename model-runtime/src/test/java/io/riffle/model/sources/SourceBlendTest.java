package io.riffle.model.sources;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.riffle.model.tables.SourceTables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceBlendTest {
    private static final int ROWS = 200;
    private static final int BLOCKS = 9;
    private static final int FEATURES = 36;

    @Test
    void publishedTablesAnswerAsTheLearnerDoes() {
        SourceBlend learner = learned(4_000, new Random(1));
        SourceBlend serving = SourceBlend.of(learner.tables(ROWS));
        int alike = 0;
        int all = 0;
        for (int user = 1; user < 40; user++) {
            Set<Integer> expected = best(learner, user);
            all += expected.size();
            expected.retainAll(best(serving, user));
            alike += expected.size();
        }
        // The weakest neighbours are not published, and shares of floats tie where counts do not.
        assertTrue(alike > .95 * all, alike + " of " + all);
    }

    private static Set<Integer> best(SourceBlend blend, int user) {
        Past past = new Past(new int[] {user, user + 1}, new long[] {4_000, 4_010}, 2);
        blend.backbone(new int[] {user + 2, 7}, new float[] {.4f, .3f}, .05f);
        Union union = blend.ask(past, 4_020, past.rows());
        return Arrays.stream(blend.inOrder())
                .limit(10)
                .map(union::row)
                .boxed()
                .collect(Collectors.toSet());
    }

    @Test
    void aRestoredOneGoesOnTheSame() throws IOException {
        SourceBlend learner = learned(1_000, new Random(1));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        learner.write(new DataOutputStream(bytes));
        SourceBlend restored = new SourceBlend();
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        learn(learner, 500, new Random(9));
        learn(restored, 500, new Random(9));
        Map<String, float[]> expected = learner.tables(ROWS).reals();
        Map<String, float[]> found = restored.tables(ROWS).reals();
        expected.forEach((name, values) -> assertArrayEquals(values, found.get(name), name));
    }

    /** A version 1 had neither categories nor weights for them. */
    @Test
    void tablesOfTheFirstVersionAnswerWithoutCategories() {
        SourceTables tables = learned(2_000, new Random(1)).tables(ROWS);
        Map<String, float[]> reals = new HashMap<>(tables.reals());
        Map<String, int[]> whole = new HashMap<>(tables.whole());
        reals.keySet().removeIf(name -> name.startsWith("categor"));
        whole.keySet().removeIf(name -> name.startsWith("categor"));
        whole.put("shape", new int[] {1, ROWS, 300});
        float[] weights = tables.real("blend", BLOCKS * FEATURES);
        reals.put("blend", withoutCategories(weights));
        reals.remove("blend.squares");
        SourceBlend first = SourceBlend.of(new SourceTables(reals, whole));
        float[] widened = first.tables(ROWS).real("blend", BLOCKS * FEATURES);
        assertArrayEquals(withoutCategories(weights), withoutCategories(widened));
        for (int from = 24; from < widened.length; from += FEATURES) {
            assertArrayEquals(new float[3], Arrays.copyOfRange(widened, from, from + 3));
        }
        assertTrue(first.weighsBackbone());
        assertFalse(best(first, 5).isEmpty());
    }

    /** Weights over the features of the sources that the first version had. */
    private static float[] withoutCategories(float[] weights) {
        float[] earlier = new float[BLOCKS * (FEATURES - 3)];
        for (int block = 0; block < BLOCKS; block++) {
            int from = block * FEATURES;
            int to = block * (FEATURES - 3);
            System.arraycopy(weights, from, earlier, to, 24);
            System.arraycopy(weights, from + 27, earlier, to + 24, FEATURES - 27);
        }
        return earlier;
    }

    /** Bytes that the release before wrote. */
    @Test
    void aStateOfTheFirstVersionGoesOn() throws IOException {
        SourceBlend restored = new SourceBlend();
        try (InputStream golden =
                Objects.requireNonNull(
                        SourceBlendTest.class.getResourceAsStream("/golden/sources-1.bin"))) {
            restored.read(new DataInputStream(golden));
            assertEquals(-1, golden.read());
        }
        assertEquals(300, Arrays.stream(clicks(restored)).sum());
        learn(restored, 100, new Random(9));
        assertEquals(400, Arrays.stream(clicks(restored)).sum());
        assertFalse(best(restored, 5).isEmpty());
    }

    private static int[] clicks(SourceBlend blend) {
        return blend.tables(ROWS).whole("clicks", ROWS);
    }

    @Test
    void whatIsPopularInTheCategoriesOfTheLastItemsIsProposed() {
        SourceBlend blend = new SourceBlend();
        for (int click = 0; click < 40; click++) {
            int row = 1 + click % 4;
            blend.describe(row, List.of(row % 2 == 0 ? "even" : "odd"));
            blend.count(Past.NOTHING, row, click);
        }
        Past past = new Past(new int[] {2}, new long[] {50}, 1);
        int source = blend.names().indexOf("popular in categories");
        for (SourceBlend asked : List.of(blend, SourceBlend.of(blend.tables(5)))) {
            Union union = asked.ask(past, 60, past.rows());
            assertEquals(1, union.rank(union.place(4), source));
            assertEquals(0, union.rank(union.place(3), source));
        }
        blend.forget(new int[] {4});
        Union union = blend.ask(past, 60, past.rows());
        assertEquals(-1, union.place(4));
    }

    @Test
    void whatIsSeenOrHiddenIsNotProposed() {
        SourceBlend blend = learned(2_000, new Random(1));
        blend.hide(row -> row % 2 == 0);
        int[] seen = {3, 5, 9};
        Past past = new Past(seen, new long[] {0, 1, 2}, 3);
        blend.backbone(new int[] {3, 4, 11}, new float[] {.3f, .2f, .1f}, .05f);
        Union union = blend.ask(past, 10, seen);
        for (int at = 0; at < union.size(); at++) {
            int row = union.row(at);
            assertFalse(row % 2 == 0 || row == 3 || row == 5 || row == 9, "row " + row);
        }
        assertEquals(1, union.rank(union.place(11), blend.names().size() - 1));
    }

    @Test
    void aRowThatChangedHandsIsNobodysNeighbour() {
        SourceBlend blend = learned(3_000, new Random(1));
        blend.forget(new int[] {8, 21});
        SourceTables tables = blend.tables(ROWS);
        tables.whole()
                .forEach(
                        (name, rows) -> {
                            if (name.endsWith(".rows")) {
                                assertEquals(
                                        0,
                                        IntStream.of(rows).filter(r -> r == 8 || r == 21).count());
                            }
                        });
        assertEquals(0, tables.real("popular", ROWS)[8]);
    }

    @Test
    void tablesThatAreBrokenAreRefused() {
        SourceTables good = learned(100, new Random(1)).tables(ROWS);
        for (String name : good.reals().keySet()) {
            Map<String, float[]> reals = new HashMap<>(good.reals());
            reals.put(name, new float[3]);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> SourceBlend.of(new SourceTables(reals, good.whole())),
                    name);
        }
        for (String name : good.whole().keySet()) {
            if (name.equals("categories.names")) {
                continue; // which earlier releases did not publish
            }
            Map<String, int[]> whole = new HashMap<>(good.whole());
            whole.remove(name);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> SourceBlend.of(new SourceTables(good.reals(), whole)),
                    name);
        }
    }

    /**
     * Histories are older than counts, where a trainer begins among users who are there already.
     */
    @Test
    void whatIsFirstMetInAHistoryIsCountedWithWhatFollowed() {
        SourceBlend blend = new SourceBlend();
        Past past = new Past(new int[] {ROWS, 5}, new long[] {1, 2}, 2);
        blend.count(past, 3, 3);
        blend.ask(past, 4, new int[0]);
        assertTrue(
                Arrays.stream(blend.inOrder())
                        .anyMatch(at -> blend.ask(past, 4, new int[0]).row(at) == 3));
    }

    private static SourceBlend learned(int clicks, Random random) {
        SourceBlend blend = new SourceBlend();
        learn(blend, clicks, random);
        return blend;
    }

    private static void learn(SourceBlend blend, int clicks, Random random) {
        for (int click = 0; click < clicks; click++) {
            int row = 1 + random.nextInt(ROWS - 3);
            Past past = new Past(new int[] {row}, new long[] {click}, 1);
            int next = random.nextInt(3) == 0 ? 1 + random.nextInt(ROWS - 1) : row + 1;
            blend.backbone(new int[] {row + 2}, new float[] {.5f}, .05f);
            blend.ask(past, click, past.rows());
            blend.clicked(next);
            blend.describe(next, List.of("c" + next % 7));
            blend.count(past, next, click);
        }
    }
}
