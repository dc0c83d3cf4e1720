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

    private static final String OLD = "[data-old] .old";

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

    @Test
    void figuresThatNoLongerComeAreMarkedAsOld() {
        page.ready();
        tab.until("document.querySelector('#engine-figures').textContent.includes('a second')");
        assertThat(tab.texts(OLD)).isEmpty();
        page.gateway.mute(true);
        tab.until("document.querySelectorAll('" + OLD + "').length === 3");
        assertThat(tab.texts(OLD))
                .allMatch(text -> text.matches("old: as of [0-9:]{8}, [0-9.]+ s ago"));
        tab.until("document.querySelector('#stream-share').textContent === 'nothing passes'");
        page.gateway.mute(false);
        tab.until("document.querySelectorAll('" + OLD + "').length === 0");
    }

    @Test
    void aGatewayThatDiedIsMissedUntilItIsBack() throws IOException {
        page.ready();
        tab.until("document.querySelector('#engine-figures').textContent.includes('a second')");
        page.gateway.close();
        tab.until("document.querySelector('#connection').dataset.state === 'lost'");
        assertThat(tab.text("#connection")).matches("connection lost at [0-9:]{8}, trying again");
        tab.until("document.querySelectorAll('" + OLD + "').length === 3");
        try (FakeGateway back = new FakeGateway(60, true, page.gateway.address().getPort())) {
            tab.until("document.querySelector('#connection').textContent === 'live'");
            tab.until("document.querySelectorAll('" + OLD + "').length === 0");
            assertThat(back.streams()).isEqualTo(1);
        }
    }

    @Test
    void aSlateIsComparedWithTheLastOneOfItsCondition() {
        page.ready();
        page.askWhere("category in (category-3)");
        assertThat(tab.text("#why")).endsWith(": first slate under this condition.");
        assertThat(tab.texts("#slate .move")).hasSize(10).containsOnly("");

        tab.click("#no-condition");
        tab.until("document.querySelector('#why').textContent.startsWith('Without')");
        assertThat(tab.text("#why"))
                .isEqualTo("Without a condition: nothing moved since the last slate without one.");
        assertThat(tab.texts("#slate .move")).hasSize(10).containsOnly("");

        page.askWhere("category in (category-3)");
        tab.click("#slate li:first-child .pick");
        page.settled(1);
        assertThat(tab.text("#why")).startsWith("You clicked").contains(": 1 new").endsWith("up.");

        tab.click("#no-condition");
        tab.until("document.querySelector('#why').textContent.startsWith('Without')");
        assertThat(tab.text("#why"))
                .contains(" new")
                .endsWith(" since the last slate without one.");
    }

    @Test
    void whatANewUserIsShownFirstIsNotCalledNew() {
        page.ready();
        assertThat(tab.text("#why")).isEqualTo("You clicked nothing yet: first slate.");
        tab.click("#slate li:first-child .pick");
        page.settled(1);
        tab.click("#someone-else");
        tab.until("document.querySelector('#why').textContent.endsWith('yet: first slate.')");
        assertThat(tab.texts("#slate .move")).hasSize(10).containsOnly("");
    }
}
