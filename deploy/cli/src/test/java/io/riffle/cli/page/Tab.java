package io.riffle.cli.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A tab: what a person does in it and sees of it. */
final class Tab implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;

    private final DevTools tools;

    Tab(DevTools tools) {
        this.tools = tools;
        for (String domain : List.of("Page", "Runtime", "Log", "Network", "Accessibility")) {
            tools.send(domain + ".enable", Map.of());
        }
    }

    void go(URI address) {
        tools.send("Page.navigate", Map.of("url", address.toString()));
    }

    /**
     * The window, and what the person's system prefers.
     *
     * @param width in CSS pixels; below 600 it is a phone
     * @param scheme light or dark
     */
    void show(int width, int height, String scheme, boolean reducedMotion) {
        tools.send(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < 600));
        tools.send(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of(
                                        "name",
                                        "prefers-reduced-motion",
                                        "value",
                                        reducedMotion ? "reduce" : "no-preference"))));
    }

    /** The value of an expression, awaited where it is a promise. */
    JsonNode value(String expression) {
        JsonNode result =
                tools.send(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                expression,
                                "awaitPromise",
                                true,
                                "returnByValue",
                                true,
                                "userGesture",
                                true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
        }
        return result.get("result").path("value");
    }

    String text(String selector) {
        return value("document.querySelector('" + selector + "').textContent").asText();
    }

    /** Texts of all elements of the selector. */
    List<String> texts(String selector) {
        List<String> texts = new ArrayList<>();
        value("[...document.querySelectorAll('" + selector + "')].map(e => e.textContent)")
                .forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Waits until an expression holds. */
    void until(String condition) {
        JsonNode held =
                value(
                        "new Promise(done => { const end = Date.now() + "
                                + PATIENCE_MILLIS
                                + "; const look = () => { let held = false;"
                                + " try { held = "
                                + condition
                                + " } catch { }"
                                + " if (held || Date.now() > end) done(!!held);"
                                + " else setTimeout(look, 20); }; look(); })");
        if (!held.asBoolean()) {
            throw new AssertionError("did not come true: " + condition);
        }
    }

    void click(String selector) {
        value("document.querySelector('" + selector + "').click()");
    }

    /** Types over what stands in a field, as a person does. */
    void type(String selector, String text) {
        value("(e => { e.focus(); e.select(); })(document.querySelector('" + selector + "'))");
        tools.send("Input.insertText", Map.of("text", text));
    }

    /** Presses a key that writes nothing: Tab, ArrowDown, Enter. */
    void press(String key) {
        Map<String, Object> down =
                key.equals("Enter")
                        ? Map.of(
                                "type",
                                "keyDown",
                                "key",
                                key,
                                "windowsVirtualKeyCode",
                                13,
                                "text",
                                "\r")
                        : Map.of(
                                "type",
                                "keyDown",
                                "key",
                                key,
                                "windowsVirtualKeyCode",
                                key.equals("Tab") ? 9 : 40);
        tools.send("Input.dispatchKeyEvent", down);
        tools.send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    /** What the browser complains of: exceptions, console errors, failed loads, the policy. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (JsonNode event : tools.events("Runtime.exceptionThrown")) {
            complaints.add(event.path("exceptionDetails").toString());
        }
        for (JsonNode event : tools.events("Runtime.consoleAPICalled")) {
            if (List.of("error", "warning", "assert").contains(event.path("type").asText())) {
                complaints.add(event.path("args").toString());
            }
        }
        for (JsonNode event : tools.events("Log.entryAdded")) {
            complaints.add(event.path("entry").toString());
        }
        return complaints;
    }

    /** Addresses that were asked for. */
    List<String> requests() {
        return tools.events("Network.requestWillBeSent").stream()
                .map(event -> event.path("request").path("url").asText())
                .toList();
    }

    /** Nodes of the accessibility tree that are not ignored. */
    List<JsonNode> accessible() {
        List<JsonNode> nodes = new ArrayList<>();
        for (JsonNode node : tools.send("Accessibility.getFullAXTree", Map.of()).path("nodes")) {
            if (!node.path("ignored").asBoolean()) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** Of the whole page, as PNG. */
    void screenshot(Path file) throws IOException {
        JsonNode shot =
                tools.send(
                        "Page.captureScreenshot",
                        Map.of("format", "png", "captureBeyondViewport", false));
        Files.write(file, Base64.getDecoder().decode(shot.get("data").asText()));
    }

    @Override
    public void close() {
        tools.send("Page.close", Map.of());
        tools.close();
    }
}
