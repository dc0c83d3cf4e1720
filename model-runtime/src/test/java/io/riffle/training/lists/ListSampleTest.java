package io.riffle.training.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Outcome;
import io.riffle.schema.Slate;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ListSampleTest {

    @Test
    void sampleOfTheStreamBecomesAListInFirstStageOrder() {
        ListSample list = RecommendedList.of(sample(List.of(.5, .25)));
        assertThat(list.candidates()).containsExactly("a", "b", "c");
        assertThat(list.scores()).containsExactly(.9f, .8f, .7f);
        assertThat(list.labels()).containsExactly(0, 0, 1);
        assertThat(list.positions()).containsExactly(1, -1, 0);
        assertThat(list.propensities()).containsExactly(.25f, 0, .5f);
        assertThat(list.history()).containsExactly("x");
        assertThat(list.historySeconds()).containsExactly(7);
        assertThat(list.seconds()).isEqualTo(9);
        assertThat(list.profile()).containsEntry("age", "18");
        assertThat(list.shown(1)).isFalse();
        assertThat(list.clicked()).isTrue();
        assertThat(RecommendedList.of(sample(List.of())).propensities()).isEmpty();
    }

    @Test
    void aLabelIsWorthWhatItsActionIs() {
        TrainingSample sample = sample(List.of());
        HistoryEvent like = new HistoryEvent("a", 9_700, Action.LIKE);
        HistoryEvent bought = new HistoryEvent("a", 9_800, Action.PURCHASE);
        HistoryEvent disliked = new HistoryEvent("b", 9_900, Action.DISLIKE);

        assertThat(
                        RecommendedList.of(
                                        sample,
                                        List.of(bought, like, disliked),
                                        Map.of(
                                                        Action.LIKE,
                                                        1f,
                                                        Action.PURCHASE,
                                                        4f,
                                                        Action.DISLIKE,
                                                        0f)
                                                ::get)
                                .labels())
                .containsExactly(4, 0, 0);
    }

    @Test
    void ranksAboveTheLastImpressionCountAsSeen() {
        Slate slate =
                new Slate(
                        "r",
                        9_500,
                        1,
                        List.of(
                                new Candidate("a", .9f, new float[0]),
                                new Candidate("b", .8f, new float[0]),
                                new Candidate("c", .7f, new float[0])),
                        List.of("c", "a", "b"),
                        List.of(),
                        Map.of(),
                        1,
                        0,
                        Tier.GENERATOR_ONLY,
                        1,
                        1,
                        null,
                        List.of(),
                        0);
        assertThat(list(slate).examined()).isEqualTo(ListSample.UNKNOWN);
        ListSample list = list(slate.seen("a"));

        assertThat(list.examined()).isEqualTo(2);
        assertThat(list.perhapsUnseen(0)).isFalse();
        assertThat(list.perhapsUnseen(1)).isTrue();
        assertThat(list.perhapsUnseen(2)).isFalse();
        assertThat(list.withProfile(Map.of()).withFacts(new float[3][2]).examined()).isEqualTo(2);
    }

    private static ListSample list(Slate slate) {
        return RecommendedList.of(slate.sample("u", List.of(), Outcome.EXPIRED));
    }

    @Test
    void arraysThatDoNotFitAreRefused() {
        assertThatThrownBy(
                        () ->
                                new ListSample(
                                        "l7",
                                        "u",
                                        0,
                                        Map.of(),
                                        new String[0],
                                        new long[0],
                                        new String[] {"a", "b"},
                                        new float[] {1},
                                        new float[0][],
                                        new float[2],
                                        new int[0],
                                        new float[0]))
                .hasMessageContaining("The scores (1) of list l7 must be as many as the 2");
    }

    private static TrainingSample sample(List<Double> propensities) {
        return new TrainingSample(
                "s",
                "r",
                0,
                "u",
                9_500,
                Map.of("age", "18"),
                List.of(new HistoryEvent("x", 7_999, Action.CLICK)),
                List.of(
                        new Candidate("a", .9f, new float[0]),
                        new Candidate("b", .8f, new float[0]),
                        new Candidate("c", .7f, new float[0])),
                List.of("c", "a"),
                null,
                List.of(
                        new HistoryEvent("c", 10_000, Action.CLICK),
                        new HistoryEvent("a", 10_000, Action.DISLIKE)),
                Outcome.CLICKED,
                Tier.FULL,
                1,
                1,
                propensities);
    }
}
