package io.riffle.training.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.actions.ActionRules;
import io.riffle.training.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TargetSequencesTest {
    private static final ActionRules USUAL = ActionRules.USUAL;

    @Test
    void newTargetsOfOneUserShareASequence() {
        List<TargetSequence> sequences =
                TargetSequences.sequences(
                        List.of(
                                Samples.of("u", "abc"),
                                Samples.of("v", "xy"),
                                Samples.of("u", "abcd"),
                                Samples.of("u", "abcde")),
                        50,
                        USUAL);

        assertThat(sequences).hasSize(2);
        TargetSequence ofU = sequences.get(0);
        assertThat(ofU.itemIds()).containsExactly("a", "b", "c", "d", "e");
        assertThat(ofU.seconds()).containsExactly(1000, 1010, 1020, 1030, 1040);
        assertThat(ofU.weights()).containsExactly(0, 0, 1, 1, 1);
        assertThat(sequences.get(1).weights()).containsExactly(0, 1);
    }

    @Test
    void targetThatALateEventSeparatedFromItsHistoryGetsItsOwnSequence() {
        TrainingSample before = Samples.of("u", "ab");
        // Between a and b a late x was put in.
        TrainingSample after = Samples.of("u", "axbc");

        List<TargetSequence> sequences =
                TargetSequences.sequences(List.of(before, after), 50, USUAL);

        assertThat(sequences).extracting(TargetSequence::targets).containsExactly(1, 1);
        assertThat(sequences.get(1).itemIds()).containsExactly("a", "b");
    }

    @Test
    void longHistoryKeepsItsNewestEvents() {
        TargetSequence only =
                TargetSequences.sequences(List.of(Samples.of("u", "abcdefg")), 3, USUAL).get(0);

        assertThat(only.itemIds()).containsExactly("e", "f", "g");
        assertThat(only.weights()).containsExactly(0, 0, 1);
    }

    @Test
    void targetOutsideTheWindowOfTheNewestGetsItsOwnSequence() {
        List<TargetSequence> sequences =
                TargetSequences.sequences(
                        List.of(Samples.of("u", "ab"), Samples.of("u", "abcdefg")), 3, USUAL);

        assertThat(sequences).hasSize(2);
        assertThat(sequences.get(1).itemIds()).containsExactly("a", "b");
    }

    @Test
    void targetBeforeAnEventThatIsNoTargetGetsItsOwnSequence() {
        List<TargetSequence> sequences =
                TargetSequences.sequences(
                        List.of(Samples.of("u", "ab"), Samples.of("u", "abcd")), 50, USUAL);

        assertThat(sequences.get(0).weights()).containsExactly(0, 0, 0, 1);
        assertThat(sequences.get(1).itemIds()).containsExactly("a", "b");
    }

    @Test
    void aTargetWeighsWhatItsActionDoes() {
        HistoryEvent bought = new HistoryEvent("c", 2_000_000, Action.PURCHASE);
        TrainingSample sample = Samples.revised("u", "ab", bought, 0);
        ActionRules dear =
                new ActionRules(
                        Map.of(Action.CLICK, 1f, Action.PURCHASE, 4f),
                        Set.of(Action.CLICK, Action.PURCHASE));

        assertThat(TargetSequences.sequences(List.of(sample), 50, dear).get(0).weights())
                .containsExactly(0, 0, 4);
        assertThat(TargetSequences.window(sample, 50, dear).weights()).containsExactly(0, 1, 4);
    }

    @Test
    void whatIsNotWantedIsTheOnlyOneThatTeachesInItsSequence() {
        HistoryEvent disliked = new HistoryEvent("c", 2_000_000, Action.DISLIKE);
        TargetSequence only =
                TargetSequences.unwanted(Samples.revised("u", "ab", disliked, 0), 50, .5f);

        assertThat(only.weights()).containsExactly(0, 0, -.5f);
        assertThat(only.itemIds()).containsExactly("a", "b", "c");
        assertThat(only.targets()).isEqualTo(1);
    }

    @Test
    void dislikeIsNoTarget() {
        HistoryEvent dislike = new HistoryEvent("b", 2_000_000, Action.DISLIKE);

        assertThat(TargetSequences.hasTarget(Samples.revised("u", "a", dislike, 0))).isFalse();
        assertThat(TargetSequences.hasTarget(Samples.revised("u", "a", null, 0))).isFalse();
        assertThat(TargetSequences.hasTarget(Samples.of("u", "ab"))).isTrue();
    }

    @Test
    void timeNeverRunsBackwardsInASequence() {
        HistoryEvent late = new HistoryEvent("z", 5_000, Action.CLICK);

        TargetSequence only =
                TargetSequences.sequences(List.of(Samples.revised("u", "ab", late, 0)), 50, USUAL)
                        .get(0);

        assertThat(only.seconds()).containsExactly(1000, 1010, 1010);
    }
}
