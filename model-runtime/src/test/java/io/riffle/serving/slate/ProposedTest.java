package io.riffle.serving.slate;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.model.psad.SlateTerms;
import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
import io.riffle.serving.slate.Arrangement.Pin;
import io.riffle.serving.slate.SlatePolicy.Asked;
import io.riffle.serving.slate.SlatePolicy.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What no model has scored comes last, whatever its users tire of. */
class ProposedTest {
    private static final List<String> ITEMS = List.of("a", "b", "c", "x", "y");

    @Test
    void itComesAfterWhatUsersTireOf() {
        assertThat(ids(show(Exploration.NONE, Arrangement.NONE))).isEqualTo(ITEMS);
    }

    @Test
    void itComesLastInADrawnSlateToo() {
        Shown drawn = show(new Exploration(1, 3), Arrangement.NONE);

        assertThat(drawn.policy()).isNotNull();
        assertThat(ids(drawn)).endsWith("x", "y").containsAll(ITEMS);
        assertThat(drawn.propensities()).hasSize(5).endsWith(1., 1.);
    }

    @Test
    void rulesOfAPlacementDoNotBringItForward() {
        Arrangement pinned = new Arrangement(List.of(), List.of(), .1f, List.of(new Pin(2, "y")));

        assertThat(ids(show(Exploration.NONE, pinned))).containsExactly("a", "y", "b", "c", "x");
    }

    @Test
    void aBoostOfItsOwnDoes() {
        Arrangement.Boost of = new Arrangement.Boost(new ArrangerTest.Some(Set.of("y", "c")), 100);
        Arrangement boosted = new Arrangement(List.of(of), List.of(), 0, List.of());

        assertThat(ids(show(Exploration.NONE, boosted))).containsExactly("c", "y", "a", "b", "x");
    }

    /** Three of one kind, of which each tires of the others, and two without scores. */
    private static Shown show(Exploration exploration, Arrangement arrangement) {
        float[] alike = new float[9];
        Arrays.fill(alike, 1);
        SlateTerms tired = SlateTerms.ofCategories(new float[] {-1, -1, -1, -1}, alike);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < ITEMS.size(); i++) {
            candidates.add(new Candidate(ITEMS.get(i), 1 - .1f * i, new float[0]));
        }
        Scored scored = new Scored(candidates.subList(0, 3), new float[] {1, .99f, .98f}, tired);
        Scored all = new Proposed(candidates, 3).behind(scored);
        Asked asked = new Asked(0, false, arrangement, Likeness.UNKNOWN, itemId -> true);
        return new SlatePolicy(5, exploration).show("r", all, asked);
    }

    private static List<String> ids(Shown shown) {
        return shown.items().stream().map(RankedItem::itemId).toList();
    }
}
