package io.riffle.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser, before a gateway whose answers are known. */
@Tag("page")
class PageITCase {

    /** Elements that only a title can have made. */
    private static final String MARKUP =
            "document.querySelectorAll('main script, main img, .title b').length";

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
    void loadsFromItsGatewayAloneAndWithoutComplaint() {
        page.ready();
        tab.until("document.querySelectorAll('#passing tr').length > 3");
        tab.until("document.querySelector('#truth-chart .line.riffle')");
        tab.until("document.querySelector('#swaps .dot.serving')");
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.requests()).allMatch(url -> URI.create(url).getHost().equals("127.0.0.1"));
        assertThat(tab.text("#truth-figures")).contains("95 %: ").contains("newest clicks");
        assertThat(tab.text("#engine-figures")).contains("a second").contains("2.1 ms");
    }

    @Test
    void aClickChangesTheSlateAndSaysWhatMoved() {
        page.ready();
        List<String> before = tab.texts("#slate .title");
        tab.click("#catalogue li:nth-child(40) button");
        String clicked = tab.text("#catalogue li:nth-child(40) .title");
        page.settled(1);
        assertThat(tab.texts("#slate .title")).hasSize(10).isNotEqualTo(before);
        assertThat(tab.text("#why")).startsWith("You clicked " + clicked + ": ").contains(" new");
        assertThat(tab.texts("#slate [data-move=new] .move")).isNotEmpty().containsOnly("new");
        assertThat(tab.texts("#history .title")).containsExactly(clicked);
        tab.until("document.querySelector('#passing .own')");
        assertThat(tab.text("#passing .own .clicked")).isEqualTo(clicked);
    }

    @Test
    void whatMovesUpIsMarkedAndGlides() {
        page.ready();
        tab.click("#catalogue li:nth-child(40) button");
        page.settled(1);
        tab.value(
                "window.glided = 0; const animate = Element.prototype.animate;"
                        + " Element.prototype.animate = function(...a) { window.glided++;"
                        + " return animate.apply(this, a); }");
        String first = tab.text("#slate li:first-child .title");
        tab.click("#slate li:first-child .refuse");
        page.settled(2);
        assertThat(tab.texts("#slate .title")).doesNotContain(first);
        assertThat(tab.text("#why")).startsWith("You do not want " + first);
        assertThat(tab.value("window.glided").asInt()).isPositive();
    }

    @Test
    void hostileTitlesAreText() {
        page.ready();
        assertThat(tab.texts("#slate .title")).startsWith(FakeWorld.HOSTILE.toArray(String[]::new));
        assertThat(tab.value(MARKUP).asInt()).isZero();
        tab.type("#query", "i00000");
        tab.until("document.querySelectorAll('#catalogue button').length === 10");
        List<String> titles = tab.texts("#catalogue .title");
        assertThat(titles).containsAll(FakeWorld.HOSTILE);
        for (int i = 0; i < FakeWorld.HOSTILE.size(); i++) {
            tab.click("#catalogue li:nth-child(" + (i + 1) + ") button");
            page.settled(i + 1);
            assertThat(tab.text("#why")).startsWith("You clicked " + FakeWorld.HOSTILE.get(i));
        }
        tab.until("document.querySelectorAll('#passing .own').length === 3");
        assertThat(tab.texts("#passing .own .clicked")).containsAll(FakeWorld.HOSTILE);
        assertThat(tab.value("document.title").asText()).isEqualTo("Riffle, live");
        assertThat(tab.value(MARKUP).asInt()).isZero();
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void aConditionIsKeptAndARefusalShown() {
        page.ready();
        tab.type("#where", "category in (category-3)");
        tab.press("Enter");
        tab.until("document.querySelector('#why').textContent.startsWith('Only where category')");
        page.settled(0);
        assertThat(tab.texts("#slate .title")).allMatch(title -> title.endsWith("category-3"));
        tab.click("#catalogue li:nth-child(40) button");
        page.settled(1);
        assertThat(tab.texts("#slate .title")).allMatch(title -> title.endsWith("category-3"));

        tab.type("#where", "price <");
        tab.press("Enter");
        tab.until("document.querySelector('#refusal').textContent !== ''");
        assertThat(tab.text("#refusal")).isEqualTo(FakeWorld.refusal("price <"));
        assertThat(tab.value("document.querySelector('#where').ariaInvalid").asText())
                .isEqualTo("true");
        tab.click("#slate li:first-child .pick");
        page.settled(2);
        assertThat(tab.text("#refusal")).isEmpty();
        assertThat(tab.text("#why")).startsWith("You clicked ");
        assertThat(tab.texts("#slate .title")).allMatch(title -> title.endsWith("category-3"));
    }

    @Test
    void eachItemHasTheMarkOfItsSource() {
        page.ready();
        tab.click("#slate li:first-child .pick");
        page.settled(1);
        tab.until(
                "[...document.querySelectorAll('#slate .source')].every(s => s.textContent ==="
                        + " 'B')");
        assertThat(tab.value("document.querySelector('#slate .source').title").asText())
                .startsWith("Proposed by backbone 1; because of ");
    }

    @Test
    void aPausedStreamStandsAndGoesOn() {
        page.ready();
        tab.until("document.querySelectorAll('#passing tr').length > 3");
        tab.click("#pause");
        List<String> standing = tab.texts("#passing tr");
        tab.until("/paused, [1-9]/.test(document.querySelector('#stream-share').textContent)");
        assertThat(tab.texts("#passing tr")).isEqualTo(standing);
        assertThat(tab.value("document.querySelector('#pause').ariaPressed").asText())
                .isEqualTo("true");
        tab.click("#pause");
        tab.until("document.querySelectorAll('#passing tr').length > " + standing.size());
        tab.until("document.querySelectorAll('#passing tr').length <= 40");
    }

    @Test
    void aLostStreamComesBack() {
        page.ready();
        tab.until("document.querySelector('#connection').dataset.state === 'live'");
        tab.value(
                "window.states = []; new MutationObserver(() => window.states.push("
                        + "document.querySelector('#connection').dataset.state)).observe("
                        + "document.querySelector('#connection'), {attributes: true})");
        page.gateway.dropStreams();
        tab.until("window.states.join() === 'lost,live'");
        assertThat(page.gateway.streams()).isEqualTo(1);
    }

    @Test
    void anAnswerThatComesLateTakesThePlaceOfAStaleOne() {
        page.ready();
        page.gateway.beSlow();
        List<String> before = tab.texts("#slate .title");
        tab.click("#slate li:first-child .pick");
        page.settled(1);
        assertThat(tab.text("#slate-note")).startsWith("stale, 1.2 s old");
        assertThat(tab.texts("#slate .title")).isEqualTo(before);
        page.gateway.catchUp();
        tab.until("!document.querySelector('#slate-note').textContent.startsWith('stale')");
        assertThat(tab.texts("#slate .title")).doesNotContain(before.get(0)).hasSize(10);
        assertThat(tab.text("#why")).startsWith("You clicked " + before.get(0) + ": ");
    }

    @Test
    void aGatewayWithTokensIsAskedWithOne() {
        page.gateway.require("secret");
        tab.go(page.gateway.address());
        tab.until("!document.querySelector('#entry').hidden");
        tab.type("#token", "secret");
        tab.press("Enter");
        tab.until("document.querySelector('#connection').dataset.state === 'live'");
        tab.until("document.querySelectorAll('#slate li').length === 10");
        tab.until("document.querySelectorAll('#catalogue li').length === 50");
    }
}
