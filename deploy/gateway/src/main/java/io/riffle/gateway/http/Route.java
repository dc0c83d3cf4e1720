package io.riffle.gateway.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * A path that is answered.
 *
 * @param path with {@code {names}} of its parts
 * @param open whether it needs no token and counts for no rate
 */
public record Route(HandlerType method, String path, boolean open, Handler handler) {

    /** Reads something. */
    public static Route get(String path, Handler handler) {
        return new Route(HandlerType.GET, path, false, handler);
    }

    /** Sends something. */
    public static Route post(String path, Handler handler) {
        return new Route(HandlerType.POST, path, false, handler);
    }

    /** Reads something that everybody may. */
    public static Route open(String path, Handler handler) {
        return new Route(HandlerType.GET, path, true, handler);
    }
}
