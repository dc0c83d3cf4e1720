package io.riffle.job.recommend;

import static io.riffle.job.recommend.RequestScenes.clicked;
import static io.riffle.job.recommend.RequestScenes.items;
import static io.riffle.job.recommend.RequestScenes.reply;
import static io.riffle.job.recommend.RequestScenes.sent;
import static io.riffle.job.recommend.RequestScenes.started;
import static io.riffle.job.recommend.RequestScenes.wished;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.testing.FakeModel;
import io.riffle.schema.Recommendation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Slates that go on from others: the pages of a long one. */
class SlatePagesTest {

    @Test
    void pagesAreTheLongSlateInPieces() throws Exception {
        try (RecommendHarness harness = started()) {
            Recommendation clicked = clicked(harness, 2).get(1);
            harness.user(sent(wished("all", "u", "", 20, List.of(), "", 2_000)));
            List<String> all = items(reply(harness));

            List<String> pages = new ArrayList<>(items(clicked));
            String after = clicked.recommendationId();
            for (int page = 1; page < 4; page++) {
                harness.user(sent(wished("p" + page, "u", "", 5, List.of(), after, 2_000)));
                Recommendation next = reply(harness);
                pages.addAll(items(next));
                after = next.recommendationId();
            }
            assertThat(pages).isEqualTo(all);
        }
    }

    @Test
    void whatIsNotRememberedIsSaid() throws Exception {
        try (RecommendHarness harness = started()) {
            clicked(harness, 2);
            harness.user(sent(wished("q", "u", "", 5, List.of(), "elsewhere", 2_000)));
            assertThat(reply(harness).reason())
                    .startsWith("The recommendation (elsewhere) to go on after is not remembered");
        }
    }

    @Test
    void tooDeepPagesAreRefused() throws Exception {
        try (RecommendHarness harness = started()) {
            clicked(harness, 2);
            String after = "";
            for (int page = 1; page <= 3; page++) {
                harness.user(sent(wished("p" + page, "u", "", 200, List.of(), after, 2_000)));
                Recommendation next = reply(harness);
                after = page == 1 ? next.recommendationId() : after;
                // All thirty items are on the first page.
                assertThat(next.items()).hasSize(page == 1 ? FakeModel.ITEMS - 2 : 0);
                assertThat(next.reason()).contains("items: no more are left to show");
            }
        }
    }
}
