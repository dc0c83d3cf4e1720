package io.riffle.training.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.ListMetrics;
import io.riffle.training.rivals.RivalTrainer.Paper;
import io.riffle.training.testing.ShownLists;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RivalTrainerTest {
    private static final RerankerOptions OPTIONS = RerankerOptions.defaults(7).withSteps(16, 1e-2f);

    /** NAR4Rec learns which slates were clicked, which in these lists is those as they came. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NAR4REC")
    void learnsWhatUsersLike(Paper paper) {
        List<ListSample> unseen = ofOneGroup(800, 2);
        try (RivalTrainer rival = rival(paper, OPTIONS)) {
            double before = ndcg(unseen, rival.score(unseen));
            rival.fit(ofOneGroup(2_000, 1), 5);
            assertThat(ndcg(unseen, rival.score(unseen))).isGreaterThan(before + .1);
        }
    }

    @Test
    void whatFillsAllSlotsAtOnceLearnsTheSlatesThatWereClicked() {
        List<ListSample> lists = ShownLists.draw(200, 6, 1);
        try (RivalTrainer rival = rival(Paper.NAR4REC, OPTIONS)) {
            double first = rival.fit(lists, 1);
            assertThat(rival.fit(lists, 4)).isLessThan(first);
        }
    }

    @ParameterizedTest
    @EnumSource(Paper.class)
    void raggedListsAndListsWithoutClicksAreLearned(Paper paper) {
        List<ListSample> lists = new ArrayList<>(ShownLists.draw(5, 6, 1));
        lists.addAll(ShownLists.draw(2, 1, 2));
        lists.addAll(ShownLists.draw(3, 3, 3));
        try (RivalTrainer rival = rival(paper, OPTIONS)) {
            for (int n = 0; n < 3; n++) {
                assertThat(rival.learn(lists)).isFinite();
            }
            float[][] scores = rival.score(lists);
            for (int n = 0; n < scores.length; n++) {
                assertThat(scores[n]).hasSize(lists.get(n).size()).doesNotContain(Float.NaN);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Paper.class)
    void sameSeedGivesTheSameScores(Paper paper) {
        assertThat(scores(paper, OPTIONS)).isDeepEqualTo(scores(paper, OPTIONS));
    }

    /** Lists of people who like the same: none of the rivals is told who asks. */
    private static List<ListSample> ofOneGroup(int drawn, long seed) {
        return ShownLists.draw(drawn, 8, seed).stream()
                .filter(list -> list.profile().containsValue("g0"))
                .toList();
    }

    private static float[][] scores(Paper paper, RerankerOptions options) {
        List<ListSample> lists = ShownLists.draw(32, 6, 1);
        try (RivalTrainer rival = rival(paper, options)) {
            rival.fit(lists, 2);
            return rival.score(lists);
        }
    }

    private static double ndcg(List<ListSample> lists, float[][] scores) {
        double sum = 0;
        int counted = 0;
        for (int n = 0; n < scores.length; n++) {
            if (lists.get(n).clicked()) {
                sum +=
                        ListMetrics.of(lists.get(n).labels(), scores[n])[
                                ListMetrics.NAMES.indexOf("ndcg_at_3")];
                counted++;
            }
        }
        return sum / counted;
    }

    private static RivalTrainer rival(Paper paper, RerankerOptions options) {
        return new RivalTrainer(
                paper, ShownLists.config(), ShownLists.items(), new float[0], options);
    }
}
