package io.riffle.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.model.candidates.BackboneScore;
import io.riffle.model.sources.Past;
import io.riffle.model.sources.SourceBlend;
import io.riffle.model.tables.SourceTables;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.explain.Said;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.testing.TestModels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlendingTest {
    private static final ServingOptions OPTIONS = new ServingOptions(5, 10, 0, 0, 4, 0, "cpu");
    private static final int ROWS = 60;
    private static final Query QUERY = new Query("r", 0, 0, 1, 400_000, Set.of("item-20"));

    @Test
    void whatFollowsIsFirstWhereTheBlendHasLearnedThat() {
        try (Recommender recommender = new Recommender(blended(), null, OPTIONS)) {
            Answer answer = answer(recommender);
            assertThat(answer.slate().get(0).itemId()).isEqualTo("item-2");
            assertThat(answer.candidates()).hasSize(10);
            assertThat(answer.candidates())
                    .isSortedAccordingTo(
                            (a, b) -> Float.compare(b.generatorScore(), a.generatorScore()));
            assertThat(answer.candidates().stream().filter(BackboneScore::known)).isNotEmpty();
            assertThat(answer.candidates())
                    .allSatisfy(candidate -> assertThat(candidate.features()).hasSize(1));
        }
    }

    @Test
    void seenDislikedAndWithdrawnItemsAreNoSourcesCandidates() {
        try (Recommender recommender = new Recommender(blended(), null, OPTIONS)) {
            recommender.withdraw("item-2");
            assertThat(answer(recommender).candidates().stream().map(Candidate::itemId))
                    .doesNotContain("item-1", "item-2", "item-20");
            recommender.restore("item-2");
            assertThat(answer(recommender).slate().get(0).itemId()).isEqualTo("item-2");
        }
    }

    @Test
    void whereSeenItemsMayBeShownAgainTheSourcesKnowThePastAllTheSame() {
        Query again = new Query("r", 1, 0, 1, 400_000, Set.of());
        try (Recommender recommender = new Recommender(blended(), null, OPTIONS)) {
            assertThat(answer(recommender, again).slate().get(0).itemId()).isEqualTo("item-2");
        }
    }

    @Test
    void eachCandidateHasTheSourcesThatProposeIt() {
        try (Recommender recommender = new Recommender(blended(), null, OPTIONS)) {
            Answer answer = answer(recommender);
            Map<String, List<Said>> sources = recommender.sources(answer);
            assertThat(sources).hasSize(answer.candidates().size());
            for (Candidate candidate : answer.candidates()) {
                List<Said> said = sources.getOrDefault(candidate.itemId(), List.of());
                assertThat(said).isNotEmpty();
                boolean backbone = said.get(0).source().equals(SourceBlend.BACKBONE);
                assertThat(backbone).isEqualTo(BackboneScore.known(candidate));
                if (backbone) {
                    assertThat(said.get(0).score()).isEqualTo(BackboneScore.of(candidate));
                }
                assertThat(said).extracting(Said::source).doesNotHaveDuplicates();
            }
            assertThat(sources.get("item-2"))
                    .anyMatch(said -> said.source().startsWith("neighbours") && said.rank() == 1);
        }
    }

    @Test
    void aBackboneAloneSaysAll() {
        try (Recommender recommender =
                new Recommender(TestModels.backbone(ROWS, 20, 1, 5), null, OPTIONS)) {
            Answer answer = answer(recommender);
            Candidate third = answer.candidates().get(2);
            assertThat(recommender.sources(answer).get(third.itemId()))
                    .containsExactly(new Said(SourceBlend.BACKBONE, 3, third.generatorScore()));
        }
    }

    @Test
    void withoutPublishedSourcesTheBackboneProposesAlone() {
        try (Recommender recommender =
                new Recommender(TestModels.backbone(ROWS, 20, 1, 5), null, OPTIONS)) {
            assertThat(answer(recommender).candidates())
                    .allSatisfy(candidate -> assertThat(candidate.features()).isEmpty());
        }
    }

    @Test
    void aBackboneThatTheBlendCannotWeighYetComesBehind() {
        LoadedModel model = TestModels.backbone(ROWS, 20, 1, 5).with(learned(false).tables(ROWS));
        ServingOptions options = new ServingOptions(5, 30, 0, 0, 4, 0, "cpu");
        try (Recommender recommender = new Recommender(model, null, options)) {
            List<Candidate> candidates = answer(recommender).candidates();
            assertThat(candidates.get(0).itemId()).isEqualTo("item-2");
            assertThat(candidates.subList(15, candidates.size()))
                    .hasSizeGreaterThan(5)
                    .allMatch(BackboneScore::known);
            assertThat(candidates)
                    .isSortedAccordingTo(
                            (a, b) -> Float.compare(b.generatorScore(), a.generatorScore()));
        }
    }

    @Test
    void whoClickedWhatNobodyKnowsGetsWhatIsPopularOfLate() {
        UserHistory history = UserHistory.empty(50);
        history.add("nobody knows", 399_000, Action.CLICK, 1);
        Turn turn = new Turn("u", history, null, List.of(QUERY));
        try (Recommender recommender = new Recommender(blended(), null, OPTIONS)) {
            Answer answer = recommender.recommend(List.of(turn)).get(0).get(0);
            assertThat(answer.slate()).hasSize(5);
            assertThat(answer.candidates()).noneMatch(BackboneScore::known);
        }
    }

    @Test
    void brokenSourcesAreNoModel() {
        LoadedModel broken =
                TestModels.backbone(ROWS, 20, 1, 5)
                        .with(new SourceTables(Map.of(), Map.of("shape", new int[3])));
        assertThatThrownBy(() -> new Recommender(broken, null, OPTIONS))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("candidate sources");
    }

    private static LoadedModel blended() {
        return TestModels.backbone(ROWS, 20, 1, 5).with(learned(true).tables(ROWS));
    }

    private static SourceBlend learned(boolean withBackbone) {
        SourceBlend blend = new SourceBlend();
        for (int click = 0; click < 3_000; click++) {
            int row = 1 + click % (ROWS - 2);
            Past past = new Past(new int[] {row}, new long[] {100}, 1);
            if (withBackbone) {
                blend.backbone(new int[] {5, 6}, new float[] {.5f, .4f}, .05f);
            }
            blend.ask(past, 110, new int[] {row});
            blend.clicked(row + 1);
            blend.count(past, row + 1, 110);
        }
        return blend;
    }

    private static Answer answer(Recommender recommender) {
        return answer(recommender, QUERY);
    }

    private static Answer answer(Recommender recommender, Query query) {
        UserHistory history = UserHistory.empty(50);
        history.add("item-1", 399_000, Action.CLICK, 1);
        Turn turn = new Turn("u", history, null, List.of(query));
        return recommender.recommend(List.of(turn)).get(0).get(0);
    }
}
