package io.riffle.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the page says in words what its figures come to, and nothing that they do not tell. */
@Tag("page")
class PageStateITCase {

    @TempDir private static Path profile;
    private static Browser browser;
    private static OpenPage page;

    @BeforeAll
    static void start() throws IOException {
        browser = new Browser(profile);
        page = new OpenPage(browser);
        page.ready();
    }

    @AfterAll
    static void stop() {
        page.close();
        browser.close();
    }

    /** What the page's own module says. */
    private static String said(String call) {
        return page.tab.value("import('/state.js').then(state => state." + call + ")").asText();
    }

    private static String race(double riffle, double pairs, double popular, String more) {
        return said(
                "race({hit_at_10: "
                        + riffle
                        + ", item_to_item_at_10: "
                        + pairs
                        + ", popularity_at_10: "
                        + popular
                        + ", clicks_scored: 5000, "
                        + more
                        + "})");
    }

    @Test
    void whyARivalIsAheadIsSaid() {
        String served = "backbone_version: 3, freshness_ms: 8400";
        assertThat(race(.20, .25, .04, served))
                .isEqualTo(
                        "Item-to-item is ahead of Riffle by 5.0 points: its counts know each click"
                                + " at once, Riffle's weights are 8.4 s old.");
        assertThat(race(.20, .25, .04, "backbone_version: 3"))
                .endsWith("its counts know each click at once, Riffle's weights are older.");
        assertThat(race(.05, .04, .08, "backbone_version: 0"))
                .isEqualTo(
                        "Popularity is ahead of Riffle by 3.0 points: no model has a part in the"
                                + " newest answers.");
    }

    @Test
    void whatChanceExplainsIsNoLead() {
        String served = "backbone_version: 3, freshness_ms: 8400";
        assertThat(race(.20, .205, .04, served))
                .isEqualTo("Riffle and item-to-item are level: chance explains the difference.");
        assertThat(race(.20, .12, .04, served)).isEqualTo("Riffle is ahead of both.");
        assertThat(said("race({clicks_scored: 12})"))
                .isEqualTo("Too few clicks are scored to compare: 12 of 30.");
    }

    @Test
    void whyNoModelServesIsSaid() {
        assertThat(said("serving({backbone: 0, reranker: 0}, {})"))
                .isEqualTo(
                        "No backbone has been announced: none has passed its gate yet, or none is"
                                + " being trained. Popular items are shown until one serves.");
        assertThat(said("serving({backbone: 0, reranker: 0}, {backbone: 2})"))
                .isEqualTo("Backbone v2 is announced, and has no part in the newest answers.");
        assertThat(said("serving({backbone: 3, reranker: 0}, {backbone: 3})"))
                .isEqualTo(
                        "No reranker has been announced: none has passed its gate yet, or none is"
                                + " being trained. Slates stand as the first stage orders them.");
        assertThat(said("serving({backbone: 3, reranker: 0}, {reranker: 1})"))
                .isEqualTo("Reranker v1 is announced, and has no part in the newest answers.");
        assertThat(said("serving({backbone: 3, reranker: 1}, {reranker: 1})")).isEmpty();
    }

    @Test
    void anAnswerOfPopularItemsIsNoLossOfTheModels() {
        String newest = "{backbone: 7, reranker: 4}";
        assertThat(
                        said(
                                "inUse({backbone_version: 0, tiers: {FULL: 5}}, 'reranker', "
                                        + newest
                                        + ")"))
                .isEqualTo("4");
        assertThat(
                        said(
                                "inUse({tiers: {POPULAR: 9, GENERATOR_ONLY: 1}}, 'backbone', "
                                        + newest
                                        + ")"))
                .isEqualTo("7");
        assertThat(said("inUse({tiers: {POPULAR: 9}}, 'backbone', " + newest + ")")).isEqualTo("0");
    }

    @Test
    void thePageSaysBoth() {
        page.tab.until("document.querySelector('#truth-words').textContent.includes('Riffle')");
        assertThat(page.tab.text("#engine-words")).startsWith("No reranker has been announced");
    }
}
