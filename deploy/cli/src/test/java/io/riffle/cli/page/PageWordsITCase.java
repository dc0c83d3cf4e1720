package io.riffle.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says where there is nothing, or not yet, or no longer anything to show. */
@Tag("page")
class PageWordsITCase {

    @TempDir private static Path profile;
    private static Browser browser;

    private OpenPage page;
    private Tab tab;

    @BeforeAll
    static void start() throws IOException {
        browser = new Browser(profile);
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @BeforeEach
    void open() throws IOException {
        page = new OpenPage(browser);
        tab = page.tab;
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void anEmptySlateSaysWhyAndNamesNoVersion() {
        page.ready();
        page.askWhere("category in (nowhere)");
        assertThat(tab.text("#why"))
                .isEqualTo("Only where category in (nowhere): nothing to show.");
        assertThat(tab.text("#slate"))
                .isEqualTo("No item satisfies the condition. Change the condition, or clear it.");
        assertThat(tab.text("#slate-note")).isEqualTo("answered in 5.4 ms");

        tab.click("#no-condition");
        tab.until("document.querySelectorAll('#slate .pick').length === 10");
        assertThat(tab.texts("#slate .empty")).isEmpty();
        assertThat(tab.text("#slate-note")).contains("backbone v26 · reranker v9");
    }

    @Test
    void whyNoItemHasAMarkIsSaidWithWhatToDo() {
        page.ready();
        tab.until("document.querySelector('#slate-note').textContent.includes('first click on')");
        page.gateway.explainNothing("not-kept");
        tab.click("#catalogue li:nth-child(40) button");
        page.settled(1);
        tab.until("document.querySelector('#slate-note').textContent.includes('no longer')");
        page.gateway.explainNothing("not-found");
        tab.click("#catalogue li:nth-child(41) button");
        page.settled(2);
        tab.until("document.querySelector('#slate-note').textContent.includes('not know this')");
        assertThat(tab.text("#slate-note")).startsWith("full").endsWith("of the next one.");
        page.gateway.explainNothing("internal");
        tab.click("#catalogue li:nth-child(42) button");
        page.settled(3);
        tab.until("document.querySelector('#slate-note').textContent.endsWith('is kept.')");
    }
}
