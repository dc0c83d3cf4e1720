package io.riffle.cli.page;

import java.io.IOException;

/** The page in a tab, before a gateway whose answers are known. */
final class OpenPage implements AutoCloseable {

    final FakeGateway gateway = new FakeGateway(60, true);
    final Tab tab;

    OpenPage(Browser browser) throws IOException {
        tab = browser.open();
        tab.show(1440, 900, "light", false);
    }

    /** Loads it and waits until it shows a catalogue and a slate. */
    void ready() {
        tab.go(gateway.address());
        tab.until("document.querySelectorAll('#slate li').length === 10");
        tab.until("document.querySelectorAll('#catalogue button').length > 40");
    }

    /** Waits until so many things were done and the slate has come. */
    void settled(int acts) {
        tab.until(
                "document.querySelectorAll('#history .title').length === "
                        + acts
                        + " && !document.querySelector('#slate[aria-busy]')");
    }

    /** Asks under a condition, as a person types it, and waits for the slate. */
    void askWhere(String condition) {
        tab.type("#where", condition);
        tab.press("Enter");
        tab.until(
                "document.querySelector('#why').textContent.startsWith('Only where "
                        + condition
                        + "') && !document.querySelector('#slate[aria-busy]')");
    }

    @Override
    public void close() {
        tab.close();
        gateway.close();
    }
}
