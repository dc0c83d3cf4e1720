package io.riffle.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.cli.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new user does: starts the demo, opens the page it names, clicks. */
@Tag("page")
class DemoPageITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CLICKS = 10;

    @TempDir private Path profile;
    private final Terminal terminal = new Terminal();

    @Test
    void myOwnClicksChangeMySlate() throws IOException {
        CompletableFuture<Integer> demo =
                CompletableFuture.supplyAsync(
                        () -> terminal.run("demo", "--minutes", "0.8", "--rate", "50", "--json"));
        try (Browser browser = new Browser(profile);
                Tab tab = browser.open()) {
            tab.show(1440, 900, "light", false);
            tab.go(DemoAddress.of(terminal, demo));
            tab.until("document.querySelectorAll('#catalogue button').length === 50");
            tab.until("document.querySelectorAll('#passing tr').length > 3");
            int clicks = 0;
            do {
                clicks++;
                tab.click("#catalogue li:nth-child(" + clicks + ") button");
                tab.until("document.querySelectorAll('#history .title').length === " + clicks);
                tab.until("!document.querySelector('#slate[aria-busy]')");
            } while (!tab.text("#slate-note").contains("answered in")
                    || (tab.text("#slate-note").contains("stale") && clicks < CLICKS));
            assertThat(tab.texts("#slate .title")).hasSize(10).allMatch(t -> t.startsWith("Item "));
            assertThat(tab.text("#slate-note")).doesNotContain("stale");
            String clicked = tab.text("#catalogue li:nth-child(" + clicks + ") .title");
            assertThat(tab.text("#why")).startsWith("You clicked " + clicked);
            assertThat(tab.texts("#slate .title")).doesNotContain(clicked);
            tab.until("document.querySelector('#passing .own')");
            tab.until("document.querySelector('#truth-chart .line.riffle')");
            assertThat(tab.text("#engine-figures")).contains("a second");
            // Nobody answers just after the start: that is no fault of the page.
            assertThat(tab.complaints()).allMatch(complaint -> complaint.contains("504"));
        }
        assertThat(demo.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .as(terminal.err())
                .isZero();
        assertThat(terminal.out()).contains("\"events\":");
        assertThat(terminal.err().indexOf("  page ")).isLessThan(terminal.err().indexOf("broker"));
    }
}
