package io.riffle.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.cli.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of the README, of a demo as it is after a minute and a half. */
@Tag("page")
@EnabledIfSystemProperty(named = PagePicturesITCase.FOLDER, matches = ".+")
class PagePicturesITCase {

    static final String FOLDER = "riffle.page.pictures";

    /** From the root of the project. */
    private final Path folder = Path.of("../..").resolve(System.getProperty(FOLDER, "."));

    @TempDir private Path profile;
    private final Terminal terminal = new Terminal();

    @Test
    void ofADesktopInTheLightAndOfAPhoneInTheDark() throws IOException {
        CompletableFuture<Integer> demo =
                CompletableFuture.supplyAsync(() -> terminal.run("demo", "--minutes", "2.2"));
        try (Browser browser = new Browser(profile);
                Tab tab = browser.open()) {
            tab.show(1440, 900, "light", true); // rows that glide are read by nobody
            tab.go(DemoAddress.of(terminal, demo));
            // By the page's own clock, and no question longer than the browser may be silent.
            for (int tenth = 0; tenth < 10; tenth++) {
                tab.value("new Promise(done => setTimeout(done, 9500))");
            }
            for (int item = 1; item <= 3; item++) {
                click(tab, item);
            }
            tab.screenshot(folder.resolve("page-light.png"));
            tab.show(390, 844, "dark", true);
            tab.until("document.documentElement.clientWidth === 390");
            tab.screenshot(folder.resolve("page-phone-dark.png"));
        }
        assertThat(demo.join()).as(terminal.err()).isZero();
    }

    private static void click(Tab tab, int item) {
        tab.click("#catalogue li:nth-child(" + item + ") button");
        tab.until("document.querySelectorAll('#history .title').length === " + item);
        tab.until("!document.querySelector('#slate[aria-busy]')");
    }
}
