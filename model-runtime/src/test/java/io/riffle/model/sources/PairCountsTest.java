package io.riffle.model.sources;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.riffle.model.tables.SourceTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairCountsTest {
    private static final int ROWS = 1_000;

    @Test
    void whatFollowsIsProposedBestFirst() {
        PairCounts pairs = pairs(new PairRule("p", 5, .5, 0, true, 0));
        pairs.learn(past(1), 2, 10);
        pairs.learn(past(1), 2, 10);
        pairs.learn(past(1), 3, 10);
        pairs.learn(past(1, 4), 5, 10);
        Neighbours neighbours = new Neighbours("n", pairs, Past.EVENTS, 0);
        neighbours.grow(ROWS);
        assertArrayEquals(new int[] {2, 3, 5}, proposed(neighbours, past(1)));
        assertEquals(2 / 3.5, neighbours.probability(2), 1e-6);
        assertEquals(.5 / 3.5, neighbours.probability(5), 1e-6);
    }

    @Test
    void noPairSpansTwoSessionsWhereTheRuleSaysSo() {
        Past yesterday = new Past(new int[] {1}, new long[] {0}, 1);
        PairCounts within = pairs(new PairRule("within", 5, .5, .2, true, 0));
        within.learn(yesterday, 2, 86_400);
        assertEquals(0, within.sum(1));
        PairCounts across = pairs(new PairRule("across", 5, .5, .2, false, 0));
        across.learn(yesterday, 2, 86_400);
        assertEquals(1, across.sum(1), 1e-6);
        assertEquals(.2, across.sum(2), 1e-6);
    }

    @Test
    void aFullRowKeepsWhatIsFrequent() {
        PairCounts pairs = pairs(new PairRule("p", 1, 1, 0, false, 0));
        for (int round = 0; round < 300; round++) {
            pairs.learn(past(1), 999, 0);
        }
        for (int row = 2; row < 900; row++) {
            pairs.learn(past(1), row, row);
        }
        Neighbours neighbours = new Neighbours("n", pairs, 1, 0);
        neighbours.grow(ROWS);
        assertEquals(999, proposed(neighbours, past(1))[0]);
        assertEquals(300f / 1_198, neighbours.probability(999), 1e-6);
    }

    @Test
    void aFullRowLetsInWhatHasBecomeFrequent() {
        PairCounts pairs = pairs(new PairRule("p", 1, 1, 0, false, 0));
        long time = 0;
        for (int round = 0; round < 60; round++) {
            for (int row = 2; row < 2 + NeighbourRow.MOST; row++) {
                pairs.learn(past(1), row, time++);
            }
        }
        // A fifth of what follows from now on, among what comes but once or twice.
        for (int event = 0; event < 5_000; event++) {
            pairs.learn(past(1), event % 5 == 0 ? 999 : 200 + event % 700, time++);
        }
        Neighbours neighbours = new Neighbours("n", pairs, 1, 0);
        neighbours.grow(ROWS);
        assertEquals(999, proposed(neighbours, past(1))[0]);
    }

    @Test
    void noWeightOfAFullRowIsTooGreatOnAverage() {
        int rounds = 400;
        double told = 0;
        for (int round = 0; round < rounds; round++) {
            NeighbourRow row = new NeighbourRow();
            for (int event = 0; event < 1_000; event++) {
                row.add(1 + event % 500, 1, round * 1_000L + event);
            }
            for (int at = 0; at < NeighbourRow.MOST; at++) {
                told += row.row(at) == 450 ? row.weight(at) : 0;
            }
        }
        // It came twice. A row in which it is has some 8 of it, one in four is.
        assertEquals(2, told / rounds, 6 * 8 / Math.sqrt(rounds * 4.0));
    }

    @Test
    void fewObservationsCountForLittleWhereShrunk() {
        PairCounts pairs = pairs(new PairRule("p", 1, 1, 0, false, 0));
        pairs.learn(past(1), 2, 0);
        Neighbours neighbours = new Neighbours("n", pairs, 1, 3);
        neighbours.grow(ROWS);
        proposed(neighbours, past(1));
        assertEquals(1 / 4f, neighbours.probability(2), 1e-6);
    }

    @Test
    void oldPairsFadeWithoutOverflow() {
        PairCounts pairs = pairs(new PairRule("p", 1, 1, 0, false, 1));
        for (int event = 0; event < 500; event++) {
            pairs.learn(past(1), 2 + event % 2, 0);
        }
        Neighbours neighbours = new Neighbours("n", pairs, 1, 0);
        neighbours.grow(ROWS);
        assertArrayEquals(new int[] {3, 2}, proposed(neighbours, past(1)));
        assertEquals(2 / 3.0, neighbours.probability(3), 1e-5);
    }

    @Test
    void sharesOfAnItemThatIsClickedForYearsAddUpToOne() {
        PairRule alike = new PairRule("p", 1, 1, 0, false, 0);
        PairCounts young = pairs(alike);
        young.learn(past(1), 2, 0);
        Map<String, float[]> reals = new HashMap<>();
        Map<String, int[]> whole = new HashMap<>();
        young.tables(ROWS, reals, whole);
        for (String column : List.of("p.sums", "p.weights")) {
            float[] values = Objects.requireNonNull(reals.get(column));
            values[values.length == ROWS ? 1 : 0] = 1 << 24;
        }
        PairCounts old = pairs(alike);
        old.read(ROWS, new SourceTables(reals, whole));
        float before = 1;
        for (int round = 0; round < 4; round++) {
            for (int click = 0; click < 100_000; click++) {
                old.learn(past(1), 3, click);
            }
            Followers followers = old.followers(1, 9, row -> false);
            float[] shares = followers.shares();
            assertEquals(1, shares[0] + shares[1], 1e-3);
            float ofTheOld = shares[followers.rows()[0] == 2 ? 0 : 1];
            assertTrue(ofTheOld < before, "what becomes frequent pushes it down");
            before = ofTheOld;
        }
        assertTrue(before < .5, "" + before);
    }

    @Test
    void publishedTablesAnswerAlike() {
        PairCounts pairs = pairs(new PairRule("p", 5, .85, .15, true, 100));
        for (int event = 0; event < 2_000; event++) {
            pairs.learn(past(1 + event % 7, 1 + event % 11), 1 + event % 13, 10);
        }
        Map<String, float[]> reals = new HashMap<>();
        Map<String, int[]> whole = new HashMap<>();
        pairs.tables(ROWS, reals, whole);
        PairCounts read = new PairCounts(new PairRule("p", 5, .85, .15, true, 100));
        read.read(ROWS, new SourceTables(reals, whole));
        Neighbours own = new Neighbours("n", pairs, 3, 3);
        Neighbours others = new Neighbours("n", read, 3, 3);
        own.grow(ROWS);
        others.grow(ROWS);
        assertArrayEquals(proposed(own, past(3, 5)), proposed(others, past(3, 5)));
        for (int row = 1; row < 14; row++) {
            assertEquals(own.probability(row), others.probability(row), 1e-6);
        }
    }

    @Test
    void tablesOfAnEarlierVocabularyHoldItsItemsOnly() {
        PairCounts pairs = pairs(new PairRule("p", 1, 1, 0, false, 0));
        pairs.learn(past(1), 2, 0);
        pairs.learn(past(1), 9, 0);
        Map<String, float[]> reals = new HashMap<>();
        Map<String, int[]> whole = new HashMap<>();
        pairs.tables(5, reals, whole);
        PairCounts read = new PairCounts(new PairRule("p", 1, 1, 0, false, 0));
        read.read(5, new SourceTables(reals, whole));
        Neighbours neighbours = new Neighbours("n", read, 1, 0);
        neighbours.grow(ROWS);
        assertArrayEquals(new int[] {2}, proposed(neighbours, past(1)));
        assertEquals(.5, neighbours.probability(2), 1e-6);
    }

    private static PairCounts pairs(PairRule rule) {
        PairCounts pairs = new PairCounts(rule);
        pairs.grow(ROWS);
        return pairs;
    }

    private static Past past(int... rows) {
        return new Past(rows, new long[rows.length], rows.length);
    }

    private static int[] proposed(Source source, Past past) {
        Union union = new Union(1);
        union.start(ROWS);
        source.propose(past, 0, union, 0);
        return IntStream.range(0, union.size()).map(union::row).toArray();
    }
}
