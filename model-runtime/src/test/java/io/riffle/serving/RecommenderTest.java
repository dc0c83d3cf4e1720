package io.riffle.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.model.testing.GoldenCase;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Tier;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.testing.TestModels;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecommenderTest {
    private static final ServingOptions OPTIONS = new ServingOptions(10, 20, 0, 0, 4, 0, "cpu");

    @Test
    void mediumCaseHasTheReferencesTopTen() {
        GoldenCase.Medium medium = GoldenCase.medium();
        JsonNode expected = GoldenCase.read("fuxi-beta-medium.json");
        UserHistory history = UserHistory.empty(500);
        for (int i = 0; i < medium.rows().length; i++) {
            add(history, "item-" + medium.rows()[i], medium.seconds()[i]);
        }
        Query query = new Query("r", 200, 0, 200, medium.seconds()[200] * 1000 + 999, Set.of());
        try (Recommender recommender = new Recommender(TestModels.medium(), null, OPTIONS)) {
            // The reference ranks every item, so nothing counts as seen: an empty range.
            Answer answer = recommender.recommend(List.of(turn(history, query))).get(0).get(0);
            assertThat(answer.tier()).isEqualTo(Tier.GENERATOR_ONLY);
            assertThat(answer.backboneVersion()).isEqualTo(17);
            assertThat(answer.candidates()).hasSize(20);
            for (int rank = 0; rank < 10; rank++) {
                RankedItem item = answer.slate().get(rank);
                assertThat(item.itemId())
                        .isEqualTo("item-" + expected.get("top10_ids").get(rank).asInt());
                assertThat(item.rank()).isEqualTo(rank + 1);
                assertThat((double) item.score())
                        .isCloseTo(expected.get("top10_scores").get(rank).asDouble(), within(1e-5));
            }
        }
    }

    @Test
    void seenDislikedAndWithdrawnItemsAreNeverProposed() {
        UserHistory history = UserHistory.empty(50);
        add(history, "item-1", 100);
        add(history, "unknown", 200);
        add(history, "item-2", 300);
        Query query = new Query("r", 0, 0, 3, 400_000, Set.of("item-3", "nobody knows"));
        try (Recommender recommender =
                new Recommender(TestModels.backbone(9, 20, 2, 5), null, OPTIONS)) {
            recommender.withdraw("item-4");
            recommender.withdraw("item-5");
            recommender.withdraw("also unknown");
            recommender.restore("item-5");
            Answer answer = recommender.recommend(List.of(turn(history, query))).get(0).get(0);
            assertThat(answer.candidates().stream().map(Candidate::itemId))
                    .containsExactlyInAnyOrder("item-5", "item-6", "item-7", "item-8");
            assertThat(answer.candidates())
                    .isSortedAccordingTo(
                            (a, b) -> Float.compare(b.generatorScore(), a.generatorScore()));
        }
    }

    @Test
    void historyWithoutKnownItemsGetsAnEmptySlate() {
        UserHistory history = UserHistory.empty(50);
        add(history, "unknown", 200);
        UserHistory known = UserHistory.empty(50);
        add(known, "item-1", 200);
        Query query = new Query("r", 0, 0, 1, 400_000, Set.of());
        try (Recommender recommender =
                new Recommender(TestModels.backbone(9, 20, 1, 5), null, OPTIONS)) {
            var answers = recommender.recommend(List.of(turn(history, query), turn(known, query)));
            assertThat(answers.get(0).get(0).slate()).isEmpty();
            assertThat(answers.get(1).get(0).slate()).hasSize(7);
        }
    }

    @Test
    void unknownItemsDoNotEnterTheModel() {
        UserHistory with = UserHistory.empty(50);
        UserHistory without = UserHistory.empty(50);
        for (int i = 1; i <= 5; i++) {
            add(with, "unknown-" + i, 100L * i);
            add(with, "item-" + i, 100L * i);
            add(without, "item-" + i, 100L * i);
        }
        try (Recommender recommender =
                new Recommender(TestModels.backbone(40, 20, 2, 5), null, OPTIONS)) {
            var answers =
                    recommender.recommend(
                            List.of(
                                    turn(with, new Query("r", 0, 0, 10, 600_000, Set.of())),
                                    turn(without, new Query("r", 0, 0, 5, 600_000, Set.of()))));
            assertThat(answers.get(0)).isEqualTo(answers.get(1));
        }
    }

    @Test
    void fullWindowHopsByKnownEvents() {
        UserHistory history = UserHistory.empty(50);
        try (Recommender recommender =
                new Recommender(TestModels.backbone(40, 8, 1, 5), null, OPTIONS)) {
            for (int i = 1; i <= 8; i++) {
                add(history, "item-" + i, 100L * i);
                add(history, "unknown-" + i, 100L * i);
                assertThat(recommender.windowStart(history)).isZero();
            }
            add(history, "item-9", 1000);
            // Two known events leave, and the unknown one between them.
            assertThat(recommender.windowStart(history)).isEqualTo(3);
            history.moveWindow(3);
            add(history, "item-10", 1000);
            assertThat(recommender.windowStart(history)).isEqualTo(3);
        }
    }

    @Test
    void bundlesLeaveNothingBehind() {
        UserHistory history = UserHistory.empty(50);
        for (int i = 1; i <= 6; i++) {
            add(history, "item-" + i, 100L * i);
        }
        try (Recommender recommender =
                new Recommender(TestModels.backbone(40, 20, 2, 5), null, OPTIONS)) {
            int before = recommender.nativeArrays();
            for (int end = 1; end <= 6; end++) {
                Query query = new Query("r", 0, 0, end, 700_000, Set.of());
                recommender.recommend(List.of(turn(history, query)));
            }
            assertThat(recommender.nativeArrays()).isEqualTo(before);
        }
    }

    private static Turn turn(UserHistory history, Query query) {
        return new Turn("u", history, null, List.of(query));
    }

    private static void add(UserHistory history, String itemId, long seconds) {
        history.add(itemId, seconds * 1000, Action.CLICK, history.arrivals() + 1);
    }
}
