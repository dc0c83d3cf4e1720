package io.riffle.model.sources;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.riffle.model.tables.SourceTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sources that learn on from published tables, beside those that were never stopped. */
class GoingOnTest {
    private static final int ROWS = 24;

    @Test
    void whatIsPublishedIsLearnedOnAsIfNothingHadHappened() {
        SourceBlend learner = learned(6_000);
        SourceBlend goingOn = SourceBlend.goingOn(learner.tables(ROWS));
        learn(learner, 6_000, 3_000);
        learn(goingOn, 6_000, 3_000);
        assertAlike(learner.tables(ROWS), goingOn.tables(ROWS), 1e-3);
    }

    /** Earlier releases said neither what a click weighs nor how categories are called. */
    @Test
    void whatEarlierTablesDoNotSayIsEstimatedOrCountedAnew() {
        SourceBlend learner = learned(6_000);
        SourceTables tables = learner.tables(ROWS);
        Map<String, float[]> reals = new HashMap<>(tables.reals());
        Map<String, int[]> whole = new HashMap<>(tables.whole());
        reals.keySet().removeIf(name -> name.endsWith(".now") || name.endsWith(".squares"));
        whole.remove("categories.names");
        SourceBlend goingOn = SourceBlend.goingOn(new SourceTables(reals, whole));
        assertArrayEquals(
                tables.real("blend", 9 * 36),
                goingOn.tables(ROWS).real("blend", 9 * 36),
                "what is believed");
        learn(learner, 6_000, 100);
        learn(goingOn, 6_000, 100);
        Map<String, float[]> found = goingOn.tables(ROWS).reals();
        for (String name : List.of("popular", "popular 100", "popular 500", "popular 2000")) {
            assertShares(learner.tables(ROWS).reals(), found, name, 1e-3);
        }
    }

    @Test
    void whatWasCountedForLongOutweighsTheNextClicks() {
        SourceBlend goingOn = SourceBlend.goingOn(learned(6_000).tables(ROWS));
        float before = goingOn.popularity(1);
        for (int click = 0; click < 20; click++) {
            goingOn.count(Past.NOTHING, 9, 60_000);
        }
        assertEquals(before, goingOn.popularity(1), .01 * before);
    }

    private static void assertAlike(SourceTables expected, SourceTables found, double within) {
        expected.reals()
                .forEach(
                        (name, values) -> {
                            if (name.startsWith("popular") && !name.contains(".")) {
                                assertShares(expected.reals(), found.reals(), name, within);
                            }
                        });
        for (String name : List.of("sessions.sums", "recent.sums", "category.sums", "blend")) {
            float[] wanted = column(expected.reals(), name);
            float[] values = column(found.reals(), name);
            assertEquals(wanted.length, values.length, name);
            for (int i = 0; i < wanted.length; i++) {
                assertEquals(wanted[i], values[i], within * (1 + Math.abs(wanted[i])), name);
            }
        }
        for (String name : List.of("clicks", "first", "last", "categories", "categories.names")) {
            assertArrayEquals(expected.whole().get(name), found.whole().get(name), name);
        }
    }

    private static void assertShares(
            Map<String, float[]> expected, Map<String, float[]> found, String name, double within) {
        float all = column(expected, name + ".total")[0];
        float others = column(found, name + ".total")[0];
        assertTrue(all > 0 && others > 0, name);
        for (int row = 1; row < ROWS; row++) {
            assertEquals(
                    column(expected, name)[row] / all,
                    column(found, name)[row] / others,
                    within,
                    name);
        }
    }

    private static float[] column(Map<String, float[]> columns, String name) {
        return columns.getOrDefault(name, new float[0]);
    }

    private static SourceBlend learned(int clicks) {
        SourceBlend blend = new SourceBlend();
        learn(blend, 0, clicks);
        return blend;
    }

    private static void learn(SourceBlend blend, int from, int clicks) {
        for (int click = from; click < from + clicks; click++) {
            Random random = new Random(click);
            int row = 1 + (int) ((ROWS - 2) * Math.pow(random.nextDouble(), 2));
            int next = random.nextInt(3) == 0 ? 1 + random.nextInt(ROWS - 1) : row + 1;
            long second = 1 + 10L * click;
            Past past = new Past(new int[] {row}, new long[] {second}, 1);
            blend.backbone(new int[] {row + 1}, new float[] {.5f}, .05f);
            blend.ask(past, second, past.rows());
            blend.clicked(next);
            blend.describe(next, List.of("c" + next % 7));
            blend.count(past, next, second);
        }
    }
}
