package io.riffle.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RecordRulesTest {

    @Test
    void idHasOneTo256Bytes() {
        assertThatCode(() -> event("é".repeat(128))).doesNotThrowAnyException();
        refused(
                () -> event("é".repeat(129)),
                "The item id (" + "é".repeat(40) + "…) of a history event must be 1 to 256 bytes");
        refused(() -> event(""), "The item id () of a history event");
        refused(() -> event("\ud800"), "of UTF-8");
    }

    @Test
    void clickHasATime() {
        refused(
                () -> new ClickEvent("e", "u", "i", Action.CLICK, 0, null, 0, Map.of()),
                "The event time (0) of a click must be epoch milliseconds greater than 0.");
    }

    @Test
    void ranksCountFromOneWithoutGaps() {
        refused(() -> new RankedItem("a", 0, 0, 0), "The rank (0) of a ranked item must be 1");
        refused(
                () -> slateOf(List.of(new RankedItem("a", 2, 0, 0)), List.of()),
                "The rank (2) of item a must be 1");
    }

    @Test
    void scoresAreFinite() {
        refused(() -> new RankedItem("a", 1, Float.NaN, 0), "The score (NaN) of a ranked item");
        refused(
                () -> new Candidate("a", 0, new float[] {Float.POSITIVE_INFINITY}),
                "The feature (Infinity) of a candidate must be finite");
    }

    @Test
    void propensitiesAreProbabilitiesOnePerRank() {
        List<RankedItem> one = List.of(new RankedItem("a", 1, 0, 0));
        refused(() -> slateOf(one, List.of(0.)), "The propensity (0.0) of a slate must be above 0");
        refused(() -> slateOf(one, List.of(.5, .5)), "The number of propensities (2)");
    }

    @Test
    void updateIsWellFormed() {
        refused(() -> update("ranker", 1, 0), "The model (ranker) of a model update");
        refused(() -> update("backbone", 2, 2), "above its base version (2)");
        refused(
                () -> new ModelUpdate("backbone", 1, 0, "u", "ABC", 0, Map.of(), 0),
                "The sha256 (ABC) of a model update must be 64 lower-case hex digits");
    }

    @Test
    void recordsOwnTheirCollections() {
        List<String> categories = new ArrayList<>(List.of("a"));
        Item item = new Item("i", "t", categories, 0, Map.of());
        categories.add("b");
        assertThat(item.categories()).containsExactly("a");
    }

    @Test
    void codesAreFixed() {
        for (Action action : Action.values()) {
            assertThat(Action.of(action.code())).isEqualTo(action);
        }
        refused(() -> Action.of(7), "The code (7) of an action must be 1 to 6");
        refused(() -> Tier.of(0), "The code (0) of a tier");
        refused(() -> Outcome.of(5), "The code (5) of an outcome");
        int next = DeadLetter.Reason.values().length + 1;
        refused(
                () -> DeadLetter.Reason.of(next),
                String.format(Locale.ROOT, "The code (%d) of a reason", next));
    }

    @Test
    void slateGrowsIntoSamplesOfRisingRevision() {
        Slate shown = SlateExamples.slate();
        HistoryEvent late = new HistoryEvent("a", 978_300_799_000L, Action.LIKE);

        Slate later = shown.labelled(late).emitted();

        assertThat(later.labels()).hasSize(2).last().isEqualTo(late);
        assertThat(later.next()).isEqualTo(shown.next());
        assertThat(later.sample("u1", List.of(), Outcome.CORRECTED).sampleId())
                .isEqualTo(Ids.sampleId(shown.recommendationId(), 2));
    }

    @Test
    void dislikesAreBounded() {
        Dislikes dislikes = Dislikes.NONE;
        for (int i = 1; i <= 5; i++) {
            dislikes = dislikes.and(new Dislikes.Dislike("i" + i, i, i), 3);
        }
        assertThat(dislikes.itemIds()).containsExactlyInAnyOrder("i3", "i4", "i5");
        assertThat(dislikes.containsEvent(2)).isFalse();
        assertThat(dislikes.containsEvent(5)).isTrue();
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("\nMaybe ");
    }

    private static HistoryEvent event(String itemId) {
        return new HistoryEvent(itemId, 1, Action.CLICK);
    }

    private static ModelUpdate update(String model, long version, long baseVersion) {
        return new ModelUpdate(model, version, baseVersion, "u", "0".repeat(64), 0, Map.of(), 0);
    }

    private static Recommendation slateOf(List<RankedItem> items, List<Double> propensities) {
        return new Recommendation(
                "r", "u", "e", items, 1, 1, 1, 1, 0, Tier.GENERATOR_ONLY, null, propensities);
    }
}
