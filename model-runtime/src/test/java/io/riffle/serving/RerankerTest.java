package io.riffle.serving;

import static io.riffle.serving.PublishedReranker.proposal;
import static io.riffle.serving.PublishedReranker.slates;
import static io.riffle.serving.PublishedReranker.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.model.sources.Past;
import io.riffle.model.sources.SourceBlend;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Tier;
import io.riffle.schema.UserProfile;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.testing.TestModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RerankerTest {
    private static final long NOW = PublishedReranker.NOW;

    @TempDir static Path folder;

    private static PublishedReranker published;

    @BeforeAll
    static void publish() {
        published = new PublishedReranker(folder);
    }

    @AfterAll
    static void free() {
        published.close();
    }

    @Test
    void whatIsPopularIsOrderedForAnUnknownHistoryToo() {
        SourceBlend blend = new SourceBlend();
        for (int click = 0; click < 200; click++) {
            blend.count(Past.NOTHING, 1 + click % 30, click);
        }
        UserHistory history = UserHistory.empty(50);
        history.add("nobody knows", NOW, Action.CLICK, 1);
        Query query = new Query("r", 0, 0, 1, NOW + 1_000, Set.of());
        Turn turn = new Turn("u", history, null, List.of(query));
        ServingOptions options = new ServingOptions(10, 20, 0, 0, 4, 0, "cpu");
        try (Recommender recommender =
                new Recommender(
                        published.backbone().with(blend.tables(40)), published.model(), options)) {
            Answer answer = recommender.recommend(List.of(turn)).get(0).get(0);
            assertThat(answer.tier()).isEqualTo(Tier.FULL);
            assertThat(answer.slate()).hasSize(10);
        }
    }

    @Test
    void slateHoldsTheBestCandidatesByFallingScore() {
        try (Reranker reranker = published.open()) {
            List<RankedItem> slate = slates(reranker, List.of(proposal(1, 12, 4))).get(0);
            assertThat(slate).hasSize(5);
            assertThat(slate).extracting(RankedItem::rank).containsExactly(1, 2, 3, 4, 5);
            assertThat(slate)
                    .extracting(RankedItem::score)
                    .isSortedAccordingTo((a, b) -> Float.compare(b, a));
            assertThat(reranker.tier()).isEqualTo(Tier.FULL);
            assertThat(reranker.version()).isEqualTo(1);
        }
    }

    @Test
    void bundleGivesEveryUserTheSlateOfBeingAlone() {
        try (Reranker reranker = published.open()) {
            List<Proposal> bundle =
                    List.of(
                            proposal(1, 12, 4),
                            proposal(2, 1, 0),
                            proposal(3, 3, 2),
                            proposal(4, 7, 30));
            List<List<RankedItem>> together = slates(reranker, bundle);
            for (int b = 0; b < bundle.size(); b++) {
                List<RankedItem> alone = slates(reranker, List.of(bundle.get(b))).get(0);
                assertThat(together.get(b))
                        .extracting(RankedItem::itemId)
                        .isEqualTo(alone.stream().map(RankedItem::itemId).toList());
                for (int i = 0; i < alone.size(); i++) {
                    assertThat(together.get(b).get(i).score())
                            .isCloseTo(alone.get(i).score(), within(1e-4f));
                }
            }
        }
    }

    @Test
    void fewOneOrRepeatedCandidatesGiveAValidSlate() {
        try (Reranker reranker = published.open()) {
            assertThat(slates(reranker, List.of(proposal(1, 3, 4))).get(0)).hasSize(3);
            assertThat(slates(reranker, List.of(proposal(1, 1, 4))).get(0)).hasSize(1);
            Proposal twice = proposal(1, 4, 4);
            List<Candidate> repeated = new ArrayList<>(twice.candidates());
            repeated.addAll(twice.candidates());
            Proposal doubled = new Proposal(twice.turn(), twice.query(), repeated);
            assertThat(slates(reranker, List.of(doubled)))
                    .isEqualTo(slates(reranker, List.of(twice)));
            assertThat(slates(reranker, List.of())).isEmpty();
        }
    }

    @Test
    void userAboutWhomNothingIsKnownGetsASlate() {
        try (Reranker reranker = published.open()) {
            Proposal known = proposal(1, 6, 0);
            Proposal unknown = new Proposal(turn(null, 0), known.query(), known.candidates());
            Proposal strange =
                    new Proposal(
                            turn(new UserProfile("u", Map.of("shoe size", "44"), NOW), 0),
                            known.query(),
                            known.candidates());
            List<List<RankedItem>> slates = slates(reranker, List.of(unknown, strange));
            assertThat(slates.get(0)).hasSize(5);
            assertThat(slates.get(1))
                    .extracting(RankedItem::itemId)
                    .isEqualTo(slates.get(0).stream().map(RankedItem::itemId).toList());
        }
    }

    @Test
    void itemsOutsideTheVocabularyAreRankedNotRefused() {
        try (Reranker reranker = published.open()) {
            Proposal known = proposal(1, 2, 3);
            List<Candidate> candidates = new ArrayList<>(known.candidates());
            candidates.add(new Candidate("brand new", .1f, new float[0]));
            candidates.add(new Candidate("also new", .1f, new float[0]));
            List<RankedItem> slate =
                    slates(reranker, List.of(new Proposal(known.turn(), known.query(), candidates)))
                            .get(0);
            assertThat(slate)
                    .extracting(RankedItem::itemId)
                    .containsExactlyInAnyOrder("item-5", "item-12", "brand new", "also new");
        }
    }

    @Test
    void eventsAfterTheQueryChangeNothing() {
        try (Reranker reranker = published.open()) {
            Proposal now = proposal(1, 9, 4);
            List<List<RankedItem>> before = slates(reranker, List.of(now));
            now.turn().history().add("item-20", NOW, Action.CLICK, 99);
            assertThat(slates(reranker, List.of(now))).isEqualTo(before);
        }
    }

    @Test
    void nothingStaysOnTheDeviceAfterABundle() {
        try (Reranker reranker = published.open()) {
            slates(reranker, List.of(proposal(1, 9, 4)));
            int arrays = reranker.nativeArrays();
            for (int n = 0; n < 5; n++) {
                slates(reranker, List.of(proposal(1, 9, 4), proposal(2, 9, 1)));
            }
            assertThat(reranker.nativeArrays()).isEqualTo(arrays);
        }
    }

    @Test
    void rerankerOfAnotherBackboneIsRefusedAndTheGeneratorServes() {
        LoadedModel other = TestModels.backbone(39, 8, 1, 3);
        assertThat(Reranker.fits(published.model(), published.backbone())).isTrue();
        assertThat(Reranker.fits(published.model(), other)).isFalse();
        assertThatThrownBy(() -> new Reranker(published.model(), other, published.device()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("must be that of backbone 1");
        ServingOptions options = ServingOptions.defaults();
        try (Recommender recommender = new Recommender(other, published.model(), options)) {
            assertThat(recommender.rerankerVersion()).isZero();
        }
        try (Recommender recommender =
                new Recommender(published.backbone(), published.model(), options)) {
            assertThat(recommender.rerankerVersion()).isEqualTo(1);
            Proposal asked = proposal(1, 1, 4);
            Answer answer = recommender.recommend(List.of(asked.turn())).get(0).get(0);
            assertThat(answer.tier()).isEqualTo(Tier.FULL);
            assertThat(answer.rerankerVersion()).isEqualTo(1);
            assertThat(answer.slate()).hasSize(10);
            assertThat(answer.candidates()).hasSizeGreaterThan(30);
        }
    }

    @Test
    void servedArtifactHoldsNoTeacher() {
        assertThat(published.model().tensors().keySet())
                .noneMatch(name -> name.startsWith("decoder."));
        assertThat(published.model().manifest().backboneFingerprint())
                .isEqualTo(published.backbone().fingerprint());
    }
}
