package io.riffle.serving.slate;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
import io.riffle.serving.conditions.ItemSet;
import io.riffle.serving.slate.Arrangement.Boost;
import io.riffle.serving.slate.Arrangement.Cap;
import io.riffle.serving.slate.Arrangement.Pin;
import io.riffle.serving.slate.SlatePolicy.Asked;
import io.riffle.serving.slate.SlatePolicy.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ArrangerTest {
    private static final List<String> ITEMS = List.of("a1", "a2", "a3", "b1", "b2", "c1");
    private static final float[] SCORES = {6, 5, 4, 3, 2, 1};
    private static final Cap ONE_EACH = new Cap(itemId -> List.of(itemId.substring(0, 1)), 1);

    record Some(Set<String> itemIds) implements ItemSet {
        @Override
        public boolean contains(String itemId) {
            return itemIds.contains(itemId);
        }

        @Override
        public int size() {
            return itemIds.size();
        }

        @Override
        public List<String> newest(int most, Predicate<String> excluded) {
            return itemIds.stream().filter(excluded.negate()).limit(most).toList();
        }

        @Override
        public List<String> unknown() {
            return List.of();
        }
    }

    @Test
    void nothingIsDoneToAnOrder() {
        assertThat(slate(Arrangement.NONE, 3)).containsExactly("a1", "a2", "a3");
        assertThat(slate(Arrangement.NONE, 9)).isEqualTo(ITEMS);
    }

    @Test
    void boostsAddDeviations() {
        Boost up = new Boost(new Some(Set.of("c1", "b2")), 2);
        Boost more = new Boost(new Some(Set.of("c1")), 1);
        Arrangement boosted = new Arrangement(List.of(up, more), List.of(), 0, List.of());

        List<RankedItem> slate = Arranger.slate(boosted, ITEMS, SCORES, 3, item -> true);

        assertThat(slate.stream().map(RankedItem::itemId)).containsExactly("c1", "a1", "b2");
        // Scores 1 to 6 have mean 3.5 and deviation 1.708.
        assertThat(slate.get(0).score()).isCloseTo((1 - 3.5f) / 1.708f + 3, within());
    }

    @Test
    void noCapIsExceeded() {
        Arrangement capped = new Arrangement(List.of(), List.of(ONE_EACH), 0, List.of());

        assertThat(slate(capped, 5)).containsExactly("a1", "b1", "c1");
    }

    /** The best one stands in the way of both others: without it there are two. */
    @Test
    void severalCapsLeaveNoSlateShorterThanTheFirstStagesOrderDoes() {
        Cap letter = new Cap(itemId -> List.of(itemId.substring(0, 1)), 1);
        Cap number = new Cap(itemId -> List.of(itemId.substring(1)), 1);
        Arrangement capped = new Arrangement(List.of(), List.of(letter, number), 0, List.of());
        List<Candidate> candidates = new ArrayList<>();
        for (String itemId : List.of("a2", "b1", "a1")) {
            candidates.add(new Candidate(itemId, 3 - candidates.size(), new float[0]));
        }
        Scored scored = new Scored(candidates, new float[] {1, 2, 3});

        assertThat(ids(Arranger.slate(capped, scored, 2, Likeness.UNKNOWN, item -> true)))
                .containsExactly("b1", "a2");
        assertThat(ids(Arranger.slate(capped, scored, 1, Likeness.UNKNOWN, item -> true)))
                .containsExactly("a1");
        Arrangement pinned =
                new Arrangement(List.of(), List.of(letter, number), 0, List.of(new Pin(1, "a1")));
        assertThat(ids(Arranger.slate(pinned, scored, 2, Likeness.UNKNOWN, item -> true)))
                .containsExactly("a1");
    }

    @Test
    void whatIsUnlikeTheOthersComesForward() {
        Likeness sameLetter = (item, other) -> item.charAt(0) == other.charAt(0) ? 1 : 0;
        Arrangement various = new Arrangement(List.of(), List.of(), .5f, List.of());
        Arrangement unlike = new Arrangement(List.of(), List.of(), 1, List.of());

        assertThat(ids(Arranger.slate(various, scored(), 3, sameLetter, item -> true)))
                .containsExactly("a1", "b1", "c1");
        assertThat(ids(Arranger.slate(unlike, scored(), 4, sameLetter, item -> true)))
                .containsExactly("a1", "b1", "c1", "a2");
    }

    @Test
    void pinsHaveTheirRanksAndCountForCaps() {
        List<Pin> pins = List.of(new Pin(2, "c1"), new Pin(3, "new"), new Pin(9, "b2"));
        Arrangement pinned = new Arrangement(List.of(), List.of(), 0, pins);
        Cap cap = new Cap(itemId -> List.of(itemId.substring(0, 1)), 2);
        List<Pin> second = List.of(new Pin(2, "a3"));
        Arrangement both = new Arrangement(List.of(), List.of(cap), 0, second);

        assertThat(slate(pinned, 4)).containsExactly("a1", "c1", "new", "a2");
        assertThat(slate(both, 4)).containsExactly("a1", "a3", "b1", "b2");
        assertThat(ids(Arranger.slate(pinned, scored(), 4, Likeness.UNKNOWN, "c1"::equals)))
                .containsExactly("a1", "c1", "a2", "a3");
    }

    @Test
    void boostedSlatesAreDrawnAndArrangedOnesAreNot() {
        SlatePolicy policy = new SlatePolicy(3, new Exploration(1, .1));
        Boost up = new Boost(new Some(Set.of("c1")), 30);
        Arrangement boosted = new Arrangement(List.of(up), List.of(), 0, List.of());
        Arrangement capped = new Arrangement(List.of(), List.of(ONE_EACH), 0, List.of());

        Shown drawn = policy.show("r", scored(), asked(boosted, false));
        assertThat(drawn.policy()).isNotNull();
        assertThat(drawn.items().get(0).itemId()).isEqualTo("c1");
        assertThat(drawn.propensities().get(0)).isGreaterThan(.9);
        assertThat(policy.show("r", scored(), asked(capped, false)).policy()).isNull();
        assertThat(policy.show("r", scored(), asked(capped, false)).propensities()).isEmpty();
        assertThat(policy.show("r", scored(), asked(Arrangement.NONE, true)).policy()).isNull();
    }

    private static Asked asked(Arrangement arrangement, boolean bestOnly) {
        return new Asked(0, bestOnly, arrangement, Likeness.UNKNOWN, item -> true);
    }

    private static Scored scored() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < SCORES.length; i++) {
            candidates.add(new Candidate(ITEMS.get(i), SCORES[i], new float[0]));
        }
        return new Scored(candidates, SCORES);
    }

    private static List<String> slate(Arrangement arrangement, int size) {
        return ids(Arranger.slate(arrangement, ITEMS, SCORES, size, item -> true));
    }

    private static List<String> ids(List<RankedItem> slate) {
        assertThat(slate.stream().map(RankedItem::rank))
                .containsExactlyElementsOf(
                        java.util.stream.IntStream.rangeClosed(1, slate.size()).boxed().toList());
        return slate.stream().map(RankedItem::itemId).toList();
    }

    private static org.assertj.core.data.Offset<Float> within() {
        return org.assertj.core.data.Offset.offset(1e-3f);
    }
}
