package io.riffle.gateway.stream;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * One event as it is sent: its name and a line of JSON.
 *
 * <p><b>Source</b>: HTML Living Standard, 9.2, Server-sent events.
 */
public final class SseEvent {

    /** What a stream begins with: when to come again after a break. */
    static final byte[] OPENING = utf8("retry: 2000\n\n");

    /** Keeps proxies, and a peer that is gone, from being taken for silent. */
    static final byte[] HEARTBEAT = utf8(":\n\n");

    private SseEvent() {}

    /** The event in UTF-8; gson escapes line breaks, so it is one line. */
    public static byte[] of(String name, JsonObject data) {
        return utf8("event: " + name + "\ndata: " + data + "\n\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
