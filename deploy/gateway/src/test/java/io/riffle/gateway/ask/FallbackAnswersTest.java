package io.riffle.gateway.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.view.SlateView;
import io.riffle.schema.RankedItem;
import io.riffle.schema.ask.SlateRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FallbackAnswersTest {

    private final SlateView view = new SlateView(10);
    private final FallbackAnswers stale = new FallbackAnswers(view, new AskCounts());

    @Test
    void theNewestSlateStandsInWithoutWhatIsNotWanted() {
        view.put("u1", "", Answers.slate("u1", "e1", 5, "a", "b", "c"));
        assertThat(ids(stale.instead(request("u1", "", List.of(), List.of("a"), 1))))
                .containsExactly("b");
        Answer whole = stale.instead(request("u1", "", List.of(), List.of(), 0));
        assertThat(ids(whole)).containsExactly("a", "b", "c");
        assertThat(whole.stale()).isTrue();
        assertThat(whole.staleSince()).isEqualTo(5);
    }

    @Test
    void candidatesAreRankedAndNoOthersShown() {
        view.put("u1", "", Answers.slate("u1", "e1", 5, "a", "b", "c"));
        assertThat(ids(stale.instead(request("u1", "", List.of("x", "c", "a"), List.of(), 0))))
                .containsExactly("a", "c", "x");
        assertThat(ids(stale.instead(request("", "", List.of("x", "y"), List.of("y"), 0))))
                .containsExactly("x");
    }

    @Test
    void aConditionIsKeptByTheSlateThatKeptItOrByNone() {
        view.put("u1", "", Answers.slate("u1", "e1", 5, "a"));
        SlateRequest where = request("u1", "price < 20", List.of(), List.of(), 0);
        assertThat(stale.instead(where).items()).isEmpty();
        view.put("u1", FallbackAnswers.way(where), Answers.slate("u1", "e2", 6, "cheap"));
        assertThat(ids(stale.instead(where))).containsExactly("cheap");
    }

    @Test
    void strangersAreShownWhatIsPopularOrToldThatNobodyAnswers() {
        SlateRequest stranger = request("u9", "", List.of(), List.of(), 0);
        assertThatThrownBy(() -> stale.instead(stranger)).isInstanceOf(Problem.class);
        view.count(Answers.slate("u1", "e1", 5, "a").items());
        Answer popular = stale.instead(stranger);
        assertThat(ids(popular)).containsExactly("a");
        assertThat(popular.slate()).isNull();
    }

    @Test
    void aSlateWithoutItemsTakesThePlaceOfNone() {
        SlateRequest plain = request("u1", "", List.of(), List.of(), 0);
        assertThat(instead(plain)).isNull();
        view.put("u1", "", Answers.slate("u1", "e1", 5));
        assertThat(instead(plain)).isNull();
        view.count(Answers.slate("u2", "e2", 5, "a").items());
        assertThat(ids(instead(plain))).containsExactly("a");
        view.put("u1", "", Answers.slate("u1", "e3", 6, "b"));
        view.put("u1", "", Answers.slate("u1", "e4", 7));
        assertThat(ids(instead(plain))).containsExactly("b");
        assertThat(ids(stale.instead(plain))).containsExactly("b");
    }

    @Test
    void theJobsOwnReasonIsTold() {
        SlateRequest plain = request("u1", "", List.of(), List.of(), 0);
        view.put("u1", "", Answers.slate("u1", "e1", 5, "a"));
        String job = "The requests (6001) of a user must be at most 6000 a minute.";
        Answer stands = Objects.requireNonNull(stale.insteadOfNothing(plain, job));
        assertThat(ids(stands)).containsExactly("a");
        assertThat(stands.stale()).isTrue();
        assertThat(stands.reason()).isEqualTo(job);
        assertThat(Objects.requireNonNull(instead(plain)).reason()).contains("has begun anew");
    }

    @Test
    void whoeverWishedForNothingIsShownNothing() {
        view.put("u1", "", Answers.slate("u1", "e1", 5, "a"));
        assertThat(instead(request("u1", "price < 0", List.of(), List.of(), 0))).isNull();
        assertThat(instead(request("u1", "", List.of("x"), List.of(), 0))).isNull();
        assertThat(instead(request("u1", "", List.of(), List.of("a"), 0))).isNull();
    }

    @Test
    void ofAPlacementOnlyASlateThatKeptItsRulesTakesThePlaceOfNone() {
        SlateRequest home = home("u1");
        view.put("u1", "", Answers.slate("u1", "e1", 5, "forbidden-there"));
        view.count(Answers.slate("u2", "e2", 5, "popular").items());
        assertThat(instead(home)).isNull();
        assertThat(instead(home(""))).isNull();
        view.put("u1", FallbackAnswers.way(home), Answers.slate("u1", "e3", 6));
        assertThat(instead(home)).isNull();
        view.put("u1", FallbackAnswers.way(home), Answers.slate("u1", "e4", 7, "allowed"));
        assertThat(ids(instead(home))).containsExactly("allowed");
    }

    private static SlateRequest home(String userId) {
        return new SlateRequest(
                "r", userId, List.of(), "home", 0, "", List.of(), List.of(), "", 1, false, "");
    }

    @Test
    void whereAllOfTheNewestSlateIsUnwantedWhatIsPopularIsShown() {
        view.put("u1", "", Answers.slate("u1", "e1", 5, "a"));
        view.count(Answers.slate("u2", "e2", 5, "a", "b").items());
        assertThat(ids(stale.instead(request("u1", "", List.of(), List.of("a"), 0))))
                .containsExactly("b");
    }

    /** Where the job says nothing of its empty slate. */
    private @Nullable Answer instead(SlateRequest request) {
        return stale.insteadOfNothing(request, "");
    }

    private static List<String> ids(@Nullable Answer answer) {
        return Objects.requireNonNull(answer).items().stream().map(RankedItem::itemId).toList();
    }

    private static SlateRequest request(
            String userId, String where, List<String> candidates, List<String> exclude, int size) {
        return new SlateRequest(
                "r", userId, List.of(), "", size, where, candidates, exclude, "", 1, false, "");
    }
}
