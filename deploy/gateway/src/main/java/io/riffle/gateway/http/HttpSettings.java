package io.riffle.gateway.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How HTTP is served.
 *
 * @param host address to listen at
 * @param port 0 = any free one
 * @param tokens one of which every caller shows; empty = everybody is let in
 * @param tls null = plain HTTP
 * @param origins whose pages browsers may let call, beside our own
 * @param maxBody bytes of a request's body at most
 * @param rate requests a second of one client at most; 0 = as many as it likes
 */
public record HttpSettings(
        String host,
        int port,
        Set<String> tokens,
        @Nullable Tls tls,
        Set<String> origins,
        int maxBody,
        double rate) {

    /** Where nobody but this machine can call. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Largest body where nothing else is asked for, in bytes. */
    public static final int MAX_BODY = 256 << 10;

    /** Copies the sets. */
    public HttpSettings {
        tokens = Set.copyOf(tokens);
        origins = Set.copyOf(origins);
    }

    /** For this machine only, without tokens, at a port. */
    public static HttpSettings loopback(int port) {
        return new HttpSettings(LOOPBACK, port, Set.of(), null, Set.of(), MAX_BODY, 0);
    }

    /** Whether nobody from outside can connect. */
    public boolean local() {
        return Loopback.is(host);
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
