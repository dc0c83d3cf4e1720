package io.riffle.model.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.model.tables.SourceTables;
import io.riffle.model.tables.TableDelta;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableDeltaLawTest {
    private static final int ROWS = 800;

    /** Whatever was clicked, forgotten or grown meanwhile. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 6_000})
    void changesOfTablesMakeTheirSuccessors(int clicks) {
        for (int seed = 0; seed < 4; seed++) {
            Crowd crowd = new Crowd(seed);
            crowd.click(4_000, ROWS);
            SourceTables before = crowd.blend.tables(ROWS);
            crowd.click(clicks, ROWS + 200);
            if (seed % 2 == 1) {
                crowd.blend.forget(new int[] {3, 70, 750});
            }
            SourceTables after = crowd.blend.tables(seed < 2 ? ROWS : ROWS + 200);

            SourceTables changes = TableDelta.between(before, after);

            assertEqual(TableDelta.apply(before, changes), after);
            assertThat(TableDelta.is(changes)).isTrue();
            assertThat(TableDelta.is(after)).isFalse();
        }
    }

    /** A table of all items is not written again for a few clicks. */
    @Test
    void fewClicksAreFewBytes() {
        Crowd crowd = new Crowd(7);
        crowd.click(8_000, ROWS);
        SourceTables before = crowd.blend.tables(ROWS);
        crowd.click(20, ROWS);
        SourceTables after = crowd.blend.tables(ROWS);

        // A click adds to its own row and those of the five before it, of 2 x 32 neighbours each.
        int most = 20 * (6 * (2 * 2 * 32 + 8) + 8 * 2) + 100;
        assertThat(size(TableDelta.between(before, after))).isLessThan(most);
        assertThat(size(after)).isGreaterThan(5L * most);
    }

    /** What one half-life moves, another has not: counts that fade do so in their unit alone. */
    @Test
    void aCountThatOnlyFadesIsTheSameInTheNextTable() {
        DecayedCounts counts = DecayedCounts.perEvents(10);
        counts.grow(4);
        counts.learn(1, 0);
        Map<String, float[]> before = new HashMap<>();
        counts.table(4, before);
        for (int event = 0; event < 100; event++) {
            counts.learn(2, event);
        }
        Map<String, float[]> after = new HashMap<>();
        counts.table(4, after);

        String name = counts.name();
        assertThat(table(after, name)[1]).isEqualTo(table(before, name)[1]);
        DecayedCounts read = DecayedCounts.perEvents(10);
        read.read(4, new SourceTables(after, Map.of()));
        assertThat(read.probability(1)).isEqualTo(counts.probability(1));
        assertThat(read.probability(2)).isEqualTo(counts.probability(2));
    }

    /** As tables of the release before, whose counts were shares of no unit, and no more. */
    @Test
    void tablesWithoutUnitsAnswerAsTheyDid() {
        Crowd crowd = new Crowd(5);
        crowd.click(5_000, 300);
        SourceTables now = crowd.blend.tables(300);
        Map<String, float[]> reals = new HashMap<>(now.reals());
        now.reals()
                .forEach(
                        (name, unit) -> {
                            if (name.endsWith(".total") || name.endsWith(".scale")) {
                                String of = name.substring(0, name.length() - 6);
                                for (String column : List.of(of, of + ".sums", of + ".weights")) {
                                    reals.computeIfPresent(
                                            column, (any, values) -> shares(values, unit[0]));
                                }
                                reals.remove(name);
                            }
                        });

        SourceBlend before = SourceBlend.of(new SourceTables(reals, now.whole()));
        SourceBlend after = SourceBlend.of(now);
        Past past = new Past(new int[] {4, 9}, new long[] {4_900, 4_950}, 2);
        Union some = before.ask(past, 5_000, new int[0]);
        Map<Integer, Float> scores = new HashMap<>();
        for (int at = 0; at < some.size(); at++) {
            scores.put(some.row(at), before.score(at));
        }
        Union others = after.ask(past, 5_000, new int[0]);
        assertThat(others.size()).isEqualTo(some.size()).isGreaterThan(20);
        for (int at = 0; at < others.size(); at++) {
            // A share is one rounding away from the quotient that stands for it now.
            assertThat(after.score(at))
                    .isCloseTo(
                            Objects.requireNonNull(scores.get(others.row(at))),
                            Offset.offset(1e-4f));
        }
    }

    private static float[] shares(float[] values, float all) {
        float[] shares = values.clone();
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= all;
        }
        return shares;
    }

    @Test
    void changesThatDoNotFitAreRefused() {
        Crowd crowd = new Crowd(1);
        crowd.click(5_000, 500);
        SourceTables before = crowd.blend.tables(500);
        crowd.click(10, 520);
        SourceTables changes = TableDelta.between(before, crowd.blend.tables(520));
        SourceTables others = new Crowd(2).blend.tables(400);

        assertThatThrownBy(() -> TableDelta.apply(others, changes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" of candidate sources must be ");
        for (String name : changes.whole().keySet()) {
            Map<String, int[]> broken = new HashMap<>(changes.whole());
            int[] values = Objects.requireNonNull(broken.get(name));
            if (name.endsWith(".at") && values.length > 0) {
                int[] falling = values.clone();
                falling[falling.length - 1] = -1;
                broken.put(name, falling);
                assertThatThrownBy(
                                () ->
                                        TableDelta.apply(
                                                before, new SourceTables(changes.reals(), broken)))
                        .as(name)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    private static float[] table(Map<String, float[]> tables, String name) {
        return Objects.requireNonNull(tables.get(name));
    }

    private static long size(SourceTables tables) {
        return tables.reals().values().stream().mapToLong(values -> values.length).sum()
                + tables.whole().values().stream().mapToLong(values -> values.length).sum();
    }

    private static void assertEqual(SourceTables found, SourceTables wanted) {
        assertThat(found.reals().keySet()).isEqualTo(wanted.reals().keySet());
        assertThat(found.whole().keySet()).isEqualTo(wanted.whole().keySet());
        found.reals()
                .forEach(
                        (name, values) ->
                                assertThat(Arrays.equals(values, wanted.reals().get(name)))
                                        .as(name)
                                        .isTrue());
        found.whole()
                .forEach(
                        (name, values) ->
                                assertThat(Arrays.equals(values, wanted.whole().get(name)))
                                        .as(name)
                                        .isTrue());
    }

    /** Clicks of a few users in turn, of items of which few are much clicked. */
    private static final class Crowd {
        private final SourceBlend blend = new SourceBlend();
        private final Random random;
        private final int[] newest = new int[6];
        private int clicked;

        Crowd(int seed) {
            random = new Random(seed);
        }

        void click(int clicks, int rows) {
            for (int n = 0; n < clicks; n++) {
                int row = 1 + (int) (Math.pow(random.nextDouble(), 3) * (rows - 1));
                int length = Math.min(clicked, newest.length);
                int[] before = Arrays.copyOfRange(newest, newest.length - length, newest.length);
                long[] times = new long[length];
                Arrays.fill(times, clicked);
                blend.count(new Past(before, times, clicked), row, clicked);
                System.arraycopy(newest, 1, newest, 0, newest.length - 1);
                newest[newest.length - 1] = row;
                clicked++;
            }
        }
    }
}
