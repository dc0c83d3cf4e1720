package io.riffle.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.model.sources.Past;
import io.riffle.model.sources.SourceBlend;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.Item;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Tier;
import io.riffle.schema.condition.ConditionText;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.conditions.CatalogueFeed;
import io.riffle.serving.conditions.CatalogueIndex;
import io.riffle.serving.conditions.ItemSet;
import io.riffle.serving.slate.Arrangement;
import io.riffle.serving.slate.Exploration;
import io.riffle.serving.testing.TestModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wished holds whether the backbone proposes alone or among other sources. */
class WishTest {
    private static final int ROWS = 400;
    private static final ServingOptions OPTIONS = new ServingOptions(5, 10, 0, 0, 4, 0, "cpu");

    private final CatalogueIndex catalogue = new CatalogueIndex(List.of("brand"));

    WishTest() {
        CatalogueFeed feed = catalogue.feed();
        for (int row = 1; row < ROWS; row++) {
            feed.list(
                    new Item(
                            "item-" + row,
                            "",
                            List.of(row % 7 == 0 ? "rare" : "common"),
                            0,
                            Map.of("brand", "b" + row % 50)));
        }
        feed.list(new Item("unknown", "", List.of("rare"), 0, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSlateIsFullWheneverSoManyItemsSatisfyACondition(boolean blended) throws Exception {
        try (Recommender recommender = new Recommender(model(blended), null, OPTIONS)) {
            recommender.prepare(catalogue.listed());
            recommender.withdraw("item-14");
            Answer answer = ask(recommender, where("category in (rare)", 5), "item-1", "item-7");

            assertThat(ids(answer)).hasSize(5).allMatch(this::rare);
            assertThat(ids(answer)).doesNotContain("item-14", "item-7", "item-21");
            assertThat(answer.candidates()).hasSize(10);
            Answer brand = ask(recommender, where("brand = b7", 20), "item-1", "item-7");
            assertThat(ids(brand)).hasSize(7).allMatch(id -> row(id) % 50 == 7 && row(id) != 7);
            assertThat(ids(ask(recommender, where("brand = none", 5), "item-1"))).isEmpty();
        }
    }

    @Test
    void whoIsNotKnownGetsPopularItemsThatSatisfyACondition() throws Exception {
        try (Recommender recommender = new Recommender(model(true), null, OPTIONS)) {
            Answer answer = ask(recommender, where("category in (rare)", 30), "nobody knows");

            assertThat(ids(answer)).hasSize(30).allMatch(this::rare).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void moreItemsThanCandidatesCanBeAskedFor(boolean blended) {
        try (Recommender recommender = new Recommender(model(blended), null, OPTIONS)) {
            assertThat(ids(ask(recommender, sized(200), "item-1")))
                    .hasSize(200)
                    .doesNotHaveDuplicates();
            assertThat(ids(ask(recommender, sized(2), "item-1"))).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givenItemsAreRankedAndNoOthers(boolean blended) {
        List<String> given = List.of("new-1", "item-30", "item-1", "item-21", "new-2", "item-2");
        try (Recommender recommender = new Recommender(model(blended), null, OPTIONS)) {
            recommender.withdraw("item-30");
            Wish wish = new Wish(9, null, given, false, "", Arrangement.NONE);
            List<String> ranked = ids(ask(recommender, wish, "item-1"));

            // Seen ones are ranked, the disliked one and the withdrawn one are not.
            assertThat(ranked).hasSize(4).endsWith("new-1", "new-2");
            assertThat(ranked.subList(0, 2)).containsExactlyInAnyOrder("item-1", "item-2");
            List<String> unknown = List.of("new-2", "new-1", "new-2");
            Wish strange = new Wish(9, null, unknown, false, "", Arrangement.NONE);
            assertThat(ids(ask(recommender, strange, "item-1"))).containsExactly("new-2", "new-1");
        }
    }

    @Test
    void neighboursAreThoseOfSessionsThenThoseWhoseRowsAreAlike() {
        Wish wish = new Wish(4, null, List.of(), false, "item-40", Arrangement.NONE);
        try (Recommender recommender = new Recommender(model(true), null, OPTIONS)) {
            Answer answer = ask(recommender, wish, "item-1");

            assertThat(ids(answer)).hasSize(4).doesNotContain("item-40");
            assertThat(answer.slate().get(0).itemId()).isEqualTo("item-41");
            assertThat(answer.tier()).isEqualTo(Tier.GENERATOR_ONLY);
        }
        try (Recommender recommender = new Recommender(model(false), null, OPTIONS)) {
            assertThat(ids(ask(recommender, wish, "item-1"))).hasSize(4).doesNotContain("item-40");
            Wish unknown = new Wish(4, null, List.of(), false, "nobody", Arrangement.NONE);
            assertThat(ids(ask(recommender, unknown, "item-1"))).isEmpty();
        }
    }

    @Test
    void nothingIsDrawnWhereTheBestIsWished() {
        ServingOptions exploring = OPTIONS.exploring(new Exploration(1, 3));
        try (Recommender recommender = new Recommender(model(false), null, exploring)) {
            Wish best = new Wish(0, null, List.of(), true, "", Arrangement.NONE);

            assertThat(ask(recommender, best, "item-1").policy()).isNull();
            assertThat(ask(recommender, Wish.NONE, "item-1").policy()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void capsAreKeptAndSlatesAreFull(boolean blended) {
        Arrangement.Cap cap =
                new Arrangement.Cap(id -> catalogue.values(id, CatalogueIndex.CATEGORY), 3);
        Arrangement arrangement = new Arrangement(List.of(), List.of(cap), 0, List.of());
        Wish wish = new Wish(6, null, List.of(), false, "", arrangement);
        try (Recommender recommender = new Recommender(model(blended), null, OPTIONS)) {
            for (int item = 1; item < 20; item++) {
                List<String> slate = ids(ask(recommender, wish, "item-" + item));
                assertThat(slate).hasSize(6);
                assertThat(slate.stream().filter(this::rare)).hasSize(3);
                Wish beside =
                        new Wish(6, null, List.of(), false, "item-" + (20 + item), arrangement);
                assertThat(ids(ask(recommender, beside, "item-1"))).hasSize(6);
            }
            assertThat(ids(ask(recommender, wish, "nobody knows"))).hasSize(blended ? 6 : 0);
        }
    }

    @Test
    void wishesOfABundleAreEachTheirOwn() throws Exception {
        try (Recommender recommender = new Recommender(model(true), null, OPTIONS)) {
            List<Wish> wishes =
                    List.of(
                            where("category in (rare)", 5),
                            Wish.NONE,
                            where("brand = b3", 3),
                            sized(40));
            List<Turn> turns = new ArrayList<>();
            List<List<String>> alone = new ArrayList<>();
            for (int i = 0; i < wishes.size(); i++) {
                turns.add(turn("u" + i, wishes.get(i), "item-" + (i + 1)));
                alone.add(ids(recommender.recommend(List.of(turns.get(i))).get(0).get(0)));
            }

            assertThat(recommender.recommend(turns).stream().map(answers -> ids(answers.get(0))))
                    .isEqualTo(alone);
        }
    }

    private boolean rare(String itemId) {
        return row(itemId) % 7 == 0;
    }

    private static int row(String itemId) {
        return Integer.parseInt(itemId.substring("item-".length()));
    }

    private Wish where(String condition, int size) throws Exception {
        ItemSet where = catalogue.select(ConditionText.parse(condition), 400_000);
        return new Wish(size, where, List.of(), false, "", Arrangement.NONE);
    }

    private static Wish sized(int size) {
        return new Wish(size, null, List.of(), false, "", Arrangement.NONE);
    }

    static List<String> ids(Answer answer) {
        assertThat(answer.slate().stream().map(RankedItem::rank))
                .isEqualTo(IntStream.rangeClosed(1, answer.slate().size()).boxed().toList());
        assertThat(answer.candidates().stream().map(Candidate::itemId)).doesNotHaveDuplicates();
        return answer.slate().stream().map(RankedItem::itemId).toList();
    }

    static Answer ask(Recommender recommender, Wish wish, String... clicked) {
        return recommender.recommend(List.of(turn("u", wish, clicked))).get(0).get(0);
    }

    private static Turn turn(String userId, Wish wish, String... clicked) {
        UserHistory history = UserHistory.empty(50);
        for (int i = 0; i < clicked.length; i++) {
            history.add(clicked[i], 399_000 + i, Action.CLICK, i + 1);
        }
        Query query = new Query("r", 0, 0, clicked.length, 400_000, Set.of("item-21"), wish);
        return new Turn(userId, history, null, List.of(query));
    }

    static LoadedModel model(boolean blended) {
        LoadedModel model = TestModels.backbone(ROWS, 20, 1, 5);
        return blended ? model.with(learned().tables(ROWS)) : model;
    }

    private static SourceBlend learned() {
        SourceBlend blend = new SourceBlend();
        for (int click = 0; click < 3_000; click++) {
            int row = 1 + click % 60;
            Past past = new Past(new int[] {row}, new long[] {100}, 1);
            blend.backbone(new int[] {5, 6}, new float[] {.5f, .4f}, .05f);
            blend.ask(past, 110, new int[] {row});
            blend.clicked(row + 1);
            blend.count(past, row + 1, 110);
        }
        return blend;
    }
}
