package io.riffle.schema.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.SlateExamples;
import io.riffle.schema.TrainingSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActionRulesTest {

    private final List<String> problems = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "CLICK, true, 1, true",
        "LIKE, true, 1, true",
        "CART, true, 1, true",
        "PURCHASE, true, 1, true",
        "VIEW, false, 0, false",
        "DISLIKE, false, 0, true"
    })
    void theUsualMeaningOfAnAction(Action action, boolean history, float weight, boolean answered) {
        assertThat(ActionRules.USUAL.entersHistory(action)).isEqualTo(history);
        assertThat(ActionRules.USUAL.weight(action)).isEqualTo(weight);
        assertThat(ActionRules.USUAL.answered(action)).isEqualTo(answered);
    }

    @Test
    void theTextsOfTheDefaultsSayTheUsual() {
        assertThat(read(ActionRules.WEIGHTS, ActionRules.HISTORY)).isEqualTo(ActionRules.USUAL);
        assertThat(problems).isEmpty();
    }

    @Test
    void actionsThatAreNotNamedKeepTheirUsualWeight() {
        ActionRules rules = read(" cart : 2.5 ,VIEW:0", ActionRules.HISTORY);

        assertThat(rules.weight(Action.CART)).isEqualTo(2.5f);
        assertThat(rules.weight(Action.PURCHASE)).isEqualTo(1);
        assertThat(problems).isEmpty();
    }

    @Test
    void whatIsNoPartOfAHistoryTeachesNothing() {
        ActionRules rules = read(ActionRules.WEIGHTS, "CLICK, PURCHASE");

        assertThat(rules.weight(Action.CART)).isZero();
        assertThat(rules.answered(Action.CART)).isFalse();
        assertThat(rules.answered(Action.DISLIKE)).isTrue();
    }

    @Test
    void viewsCanBeMadeTheSameAsClicks() {
        ActionRules rules = read("VIEW:1", "CLICK,VIEW,LIKE,CART,PURCHASE");

        assertThat(rules.weight(Action.VIEW)).isEqualTo(1);
        assertThat(rules.answered(Action.VIEW)).isTrue();
    }

    @Test
    void everythingThatIsWrongIsTold() {
        read("CLICK:-1,BUY:2,CART,LIKE:1e9,PURCHASE:NaN,CART:1,CART:2,DISLIKE:1", "CLICK,BUY");

        assertThat(problems)
                .containsExactly(
                        "CLICK:-1",
                        "BUY:2",
                        "CART",
                        "LIKE:1e9",
                        "PURCHASE:NaN",
                        "CART:2",
                        "DISLIKE:1",
                        "BUY");
    }

    @Test
    void aHistoryTakesEachActionOnceAndNoDislike() {
        read(ActionRules.WEIGHTS, "CLICK,CLICK,DISLIKE");

        assertThat(problems).containsExactly("CLICK", "DISLIKE");
    }

    @Test
    void somethingMustTeach() {
        read("CLICK:0", "CLICK");
        assertThat(problems).containsExactly("CLICK:0");
        problems.clear();

        read(ActionRules.WEIGHTS, "");
        assertThat(problems).isNotEmpty();
    }

    @Test
    void aSampleLosesWhatTeachesNothingAndKeepsItsNegatives() {
        HistoryEvent view = new HistoryEvent("b", 978_300_790_000L, Action.VIEW);
        HistoryEvent click = new HistoryEvent("b", 978_300_790_001L, Action.CLICK);
        HistoryEvent dislike = new HistoryEvent("a", 978_300_790_002L, Action.DISLIKE);
        TrainingSample sample = SlateExamples.sample();
        TrainingSample mixed = sample.withEvents(view, List.of(view, click, dislike));

        assertThat(ActionRules.USUAL.taught(sample)).isSameAs(sample);
        assertThat(ActionRules.USUAL.taught(mixed))
                .isEqualTo(sample.withEvents(null, List.of(click, dislike)));
        assertThat(read("VIEW:1", ActionRules.HISTORY + ",VIEW").taught(mixed)).isSameAs(mixed);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void onlyADislikeIsANegative(Action action) {
        assertThat(ActionRules.negative(action)).isEqualTo(action == Action.DISLIKE);
    }

    @Test
    void rulesThatNoTextCanSayAreRefused() {
        assertThatThrownBy(() -> new ActionRules(Map.of(), Set.of(Action.DISLIKE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DISLIKE");
        assertThatThrownBy(() -> new ActionRules(Map.of(Action.CLICK, -1f), Set.of(Action.CLICK)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    private ActionRules read(String weights, String history) {
        return ActionRules.read(
                weights,
                history,
                (value, must, maybe) -> problems.add(value),
                (value, must, maybe) -> problems.add(value));
    }
}
