package io.riffle.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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

/** The page for everybody: by keyboard, by ear, on a phone, in the dark, without motion. */
@Tag("page")
class PageAccessITCase {

    private static final Set<String> CONTROLS =
            Set.of("button", "link", "textbox", "searchbox", "combobox", "DisclosureTriangle");

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
    void nothingGlidesForWhoAskedForLessMotion() {
        tab.show(1440, 900, "light", true);
        page.ready();
        tab.value("window.glided = 0; Element.prototype.animate = () => { window.glided++; }");
        tab.click("#catalogue li:nth-child(40) button");
        page.settled(1);
        assertThat(tab.value("window.glided").asInt()).isZero();
    }

    @Test
    void aPhoneNeedsNoSidewaysScroll() {
        tab.show(360, 740, "dark", false);
        page.ready();
        tab.type("#query", "i00000");
        tab.until("document.querySelectorAll('#catalogue button').length === 10");
        tab.click("#catalogue li:first-child button");
        page.settled(1);
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
    void nothingOfTheStreamIsCutOffOnAPhone() {
        for (int width : new int[] {360, 390}) {
            tab.show(width, 844, "light", false);
            page.ready();
            tab.until("document.querySelectorAll('#passing tr').length > 3");
            // Who, what, the answer, by what and how fast: all there, and all of it to be read.
            assertThat(
                            tab.value(
                                            "[...document.querySelectorAll('#passing td')]"
                                                    + ".filter(cell => !cell.offsetWidth ||"
                                                    + " cell.scrollWidth > cell.clientWidth)"
                                                    + ".length")
                                    .asInt())
                    .isZero();
            assertThat(tab.value("document.documentElement.scrollWidth").asInt()).isEqualTo(width);
        }
        List<JsonNode> nodes = tab.accessible();
        assertThat(nodes.stream().map(PageAccessITCase::role)).contains("row", "cell");
    }

    @Test
    void followsTheSystemsSchemeUntilTheReaderChooses() {
        page.ready();
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
        page.ready();
        tab.until("document.querySelectorAll('#passing tr').length > 1");
        tab.until("document.querySelectorAll('svg[aria-label]').length === 4");
        List<JsonNode> nodes = tab.accessible();
        List<JsonNode> named =
                nodes.stream()
                        .filter(node -> CONTROLS.contains(role(node)) || role(node).equals("image"))
                        .toList();
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(named).allSatisfy(node -> assertThat(name(node)).as(role(node)).isNotBlank());
        assertThat(
                        nodes.stream()
                                .filter(node -> role(node).equals("region"))
                                .map(PageAccessITCase::name))
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
        page.ready();
        tab.press("Tab");
        assertThat(focused()).isEqualTo("Skip to your slate");
        tab.value("document.querySelector('#category').focus()");
        tab.press("Tab");
        tab.press("ArrowDown");
        assertThat(focused()).isEqualTo(tab.text("#catalogue li:nth-child(2) button"));
        tab.press("Enter");
        page.settled(1);
        tab.value("document.querySelector('#slate .pick').focus()");
        tab.press("Enter");
        page.settled(2);
        assertThat(tab.value("document.activeElement.closest('#slate') !== null").asBoolean())
                .isTrue();
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
