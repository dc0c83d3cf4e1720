package io.riffle.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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

    private static final Set<String> CONTROLS =
            Set.of("button", "link", "textbox", "searchbox", "combobox", "DisclosureTriangle");

    @TempDir private static Path profile;
    private static Browser browser;

    private FakeGateway gateway;
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
        gateway = new FakeGateway(60, true);
        tab = browser.open();
        tab.show(1440, 900, "light", false);
    }

    @AfterEach
    void close() {
        tab.close();
        gateway.close();
    }

    @Test
    void loadsFromItsGatewayAloneAndWithoutComplaint() {
        ready();
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
        ready();
        List<String> before = tab.texts("#slate .title");
        tab.click("#catalogue li:nth-child(40) button");
        String clicked = tab.text("#catalogue li:nth-child(40) .title");
        settled(1);
        assertThat(tab.texts("#slate .title")).hasSize(10).isNotEqualTo(before);
        assertThat(tab.text("#why")).startsWith("You clicked " + clicked + ": ").contains(" new");
        assertThat(tab.texts("#slate [data-move=new] .move")).isNotEmpty().containsOnly("new");
        assertThat(tab.texts("#history .title")).containsExactly(clicked);
        tab.until("document.querySelector('#passing .own')");
        assertThat(tab.text("#passing .own .clicked")).isEqualTo(clicked);
    }

    @Test
    void whatMovesUpIsMarkedAndGlides() {
        ready();
        tab.click("#catalogue li:nth-child(40) button");
        settled(1);
        tab.value(
                "window.glided = 0; const animate = Element.prototype.animate;"
                        + " Element.prototype.animate = function(...a) { window.glided++;"
                        + " return animate.apply(this, a); }");
        String first = tab.text("#slate li:first-child .title");
        tab.click("#slate li:first-child .refuse");
        settled(2);
        assertThat(tab.texts("#slate .title")).doesNotContain(first);
        assertThat(tab.text("#why")).startsWith("You do not want " + first);
        assertThat(tab.value("window.glided").asInt()).isPositive();
    }

    @Test
    void nothingGlidesForWhoAskedForLessMotion() {
        tab.show(1440, 900, "light", true);
        ready();
        tab.value("window.glided = 0; Element.prototype.animate = () => { window.glided++; }");
        tab.click("#catalogue li:nth-child(40) button");
        settled(1);
        assertThat(tab.value("window.glided").asInt()).isZero();
    }

    @Test
    void hostileTitlesAreText() {
        ready();
        tab.type("#query", "i00000");
        tab.until("document.querySelectorAll('#catalogue button').length === 10");
        List<String> titles = tab.texts("#catalogue .title");
        assertThat(titles).containsAll(FakeWorld.HOSTILE);
        for (int i = 0; i < FakeWorld.HOSTILE.size(); i++) {
            tab.click("#catalogue li:nth-child(" + (i + 1) + ") button");
            settled(i + 1);
            assertThat(tab.text("#why")).startsWith("You clicked " + FakeWorld.HOSTILE.get(i));
        }
        tab.until("document.querySelectorAll('#passing .own').length === 3");
        assertThat(tab.texts("#passing .own .clicked")).containsAll(FakeWorld.HOSTILE);
        assertThat(tab.value("document.title").asText()).isEqualTo("Riffle, live");
        assertThat(tab.value("document.querySelectorAll('main script, main img').length").asInt())
                .isZero();
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void aConditionIsKeptAndARefusalShown() {
        ready();
        tab.type("#where", "category in (category-2)");
        tab.press("Enter");
        tab.until("document.querySelector('#why').textContent.startsWith('Only where category')");
        settled(0);
        assertThat(tab.texts("#slate .title")).allMatch(title -> title.endsWith("category-2"));
        tab.click("#catalogue li:nth-child(40) button");
        settled(1);
        assertThat(tab.texts("#slate .title")).allMatch(title -> title.endsWith("category-2"));

        tab.type("#where", "price <");
        tab.press("Enter");
        tab.until("document.querySelector('#refusal').textContent !== ''");
        assertThat(tab.text("#refusal")).isEqualTo(FakeWorld.refusal("price <"));
        assertThat(tab.value("document.querySelector('#where').ariaInvalid").asText())
                .isEqualTo("true");
        tab.click("#slate li:first-child .pick");
        settled(2);
        assertThat(tab.texts("#slate .title")).allMatch(title -> title.endsWith("category-2"));
    }

    @Test
    void aPausedStreamStandsAndGoesOn() {
        ready();
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
        ready();
        tab.until("document.querySelector('#connection').dataset.state === 'live'");
        tab.value(
                "window.states = []; new MutationObserver(() => window.states.push("
                        + "document.querySelector('#connection').dataset.state)).observe("
                        + "document.querySelector('#connection'), {attributes: true})");
        gateway.dropStreams();
        tab.until("window.states.join() === 'lost,live'");
        assertThat(gateway.streams()).isEqualTo(1);
    }

    @Test
    void anAnswerThatComesLateTakesThePlaceOfAStaleOne() {
        ready();
        gateway.beSlow();
        List<String> before = tab.texts("#slate .title");
        tab.click("#slate li:first-child .pick");
        settled(1);
        assertThat(tab.text("#slate-note")).startsWith("stale, 1.2 s old");
        assertThat(tab.texts("#slate .title")).isEqualTo(before);
        gateway.catchUp();
        tab.until("!document.querySelector('#slate-note').textContent.startsWith('stale')");
        assertThat(tab.texts("#slate .title")).doesNotContain(before.get(0)).hasSize(10);
        assertThat(tab.text("#why")).startsWith("You clicked " + before.get(0) + ": ");
    }

    @Test
    void aGatewayWithTokensIsAskedWithOne() {
        gateway.require("secret");
        tab.go(gateway.address());
        tab.until("!document.querySelector('#entry').hidden");
        tab.type("#token", "secret");
        tab.press("Enter");
        tab.until("document.querySelector('#connection').dataset.state === 'live'");
        tab.until("document.querySelectorAll('#slate li').length === 10");
        tab.until("document.querySelectorAll('#catalogue li').length === 50");
    }

    @Test
    void aPhoneNeedsNoSidewaysScroll() {
        tab.show(360, 740, "dark", false);
        ready();
        tab.type("#query", "i00000");
        tab.until("document.querySelectorAll('#catalogue button').length === 10");
        tab.click("#catalogue li:first-child button");
        settled(1);
        tab.until("document.querySelector('#truth-chart .line.riffle')");
        assertThat(tab.value("document.documentElement.scrollWidth").asInt()).isEqualTo(360);
        // A finger is wider than a pointer.
        assertThat(
                        tab.value(
                                        "Math.min(...[...document.querySelectorAll('.items"
                                                + " button')].map(b => b.offsetHeight))")
                                .asInt())
                .isGreaterThanOrEqualTo(40);
    }

    @Test
    void followsTheSystemsSchemeUntilTheReaderChooses() {
        ready();
        String light = background();
        tab.show(1440, 900, "dark", false);
        String dark = background();
        assertThat(dark).isNotEqualTo(light);
        tab.click("#theme");
        assertThat(tab.text("#theme")).isEqualTo("Theme: light");
        assertThat(background()).isEqualTo(light);
        tab.show(1440, 900, "light", false);
        tab.click("#theme");
        assertThat(background()).isEqualTo(dark);
        tab.click("#theme");
        assertThat(background()).isEqualTo(light);
    }

    @Test
    void everyControlAndChartHasAName() {
        ready();
        tab.until("document.querySelectorAll('#passing tr').length > 1");
        tab.until("document.querySelectorAll('svg[aria-label]').length === 4");
        List<JsonNode> nodes = tab.accessible();
        List<JsonNode> named =
                nodes.stream()
                        .filter(node -> CONTROLS.contains(role(node)) || role(node).equals("image"))
                        .toList();
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(named).allSatisfy(node -> assertThat(name(node)).as(role(node)).isNotBlank());
        assertThat(nodes.stream().filter(node -> role(node).equals("region")).map(PageITCase::name))
                .contains("You", "Truth", "Stream", "Engine");
        // Thousands of clicks pass: what a screen reader says of itself is what the reader did.
        assertThat(
                        tab.value(
                                        "document.querySelectorAll('#stream [aria-live], #stream"
                                                + " [role=log], #truth [aria-live], #engine"
                                                + " [aria-live]').length")
                                .asInt())
                .isZero();
    }

    @Test
    void aKeyboardReachesAndWorksEverything() {
        ready();
        tab.press("Tab");
        assertThat(focused()).isEqualTo("Skip to your slate");
        tab.value("document.querySelector('#category').focus()");
        tab.press("Tab");
        tab.press("ArrowDown");
        assertThat(focused()).isEqualTo(tab.text("#catalogue li:nth-child(2) button"));
        tab.press("Enter");
        settled(1);
        tab.value("document.querySelector('#slate .pick').focus()");
        tab.press("Enter");
        settled(2);
        assertThat(tab.value("document.activeElement.closest('#slate') !== null").asBoolean())
                .isTrue();
    }

    private void ready() {
        tab.go(gateway.address());
        tab.until("document.querySelectorAll('#slate li').length === 10");
        tab.until("document.querySelectorAll('#catalogue button').length > 40");
    }

    /** Waits until so many things were done and the slate has come. */
    private void settled(int acts) {
        tab.until(
                "document.querySelectorAll('#history .title').length === "
                        + acts
                        + " && !document.querySelector('#slate[aria-busy]')");
    }

    private String background() {
        return tab.value("getComputedStyle(document.body).backgroundColor").asText();
    }

    private String focused() {
        return tab.value("document.activeElement.textContent").asText();
    }

    private static String role(JsonNode node) {
        return node.path("role").path("value").asText();
    }

    private static String name(JsonNode node) {
        return node.path("name").path("value").asText();
    }
}
