package io.riffle.gateway.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.schema.Ids;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is let in. */
final class Guard {

    private static final String BEARER = "bearer ";

    private final Set<String> digests = new HashSet<>();
    private final Set<String> origins;
    private final boolean ownHostsOnly;
    private final RateLimits rates;

    Guard(HttpSettings settings, RateLimits rates) {
        settings.tokens().forEach(token -> digests.add(digest(token)));
        origins = settings.origins();
        // A page of another site that names us by its own host would be taken for ours.
        ownHostsOnly = settings.local() && digests.isEmpty();
        this.rates = rates;
    }

    /** Before everything: whether the page that asks may know of the answer. */
    void meet(Context ctx) {
        host(ctx);
        String origin = ctx.header("Origin");
        if (origin != null && origins.contains(origin)) {
            ctx.header("Access-Control-Allow-Origin", origin);
            ctx.header("Access-Control-Expose-Headers", "Retry-After, traceparent");
        }
        if (!origins.isEmpty()) {
            ctx.header("Vary", "Origin");
        }
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Cache-Control", "no-store");
    }

    /** Answers a browser that asks before it calls. */
    void preflight(Context ctx) {
        String origin = ctx.header("Origin");
        if (origin == null || !origins.contains(origin)) {
            throw Problem.of(
                    ProblemKind.ORIGIN,
                    "origin",
                    String.valueOf(origin),
                    "the page",
                    "be one of --cors",
                    "its port is missing");
        }
        ctx.header("Access-Control-Allow-Methods", HandlerType.GET + ", " + HandlerType.POST);
        ctx.header("Access-Control-Allow-Headers", "authorization, content-type, traceparent");
        ctx.header("Access-Control-Max-Age", "600");
        ctx.status(204);
    }

    /** Before what is not for everybody. */
    void admit(Context ctx) {
        String client = String.valueOf(ctx.req().getRemoteAddr());
        if (!digests.isEmpty()) {
            String digest = digest(token(ctx));
            if (!digests.contains(digest)) {
                // Guesses count too.
                rates.count(client);
                ctx.header("WWW-Authenticate", "Bearer");
                throw Problem.of(
                        ProblemKind.TOKEN,
                        "token",
                        "not shown here",
                        "the request",
                        "be one of --token-file, as Authorization: Bearer TOKEN",
                        "it was changed");
            }
            client = digest;
        }
        rates.count(client);
    }

    private void host(Context ctx) {
        if (!ownHostsOnly) {
            return;
        }
        String host = String.valueOf(ctx.req().getServerName());
        if (!Loopback.is(host)) {
            throw Problem.of(
                    ProblemKind.HOST,
                    "host",
                    host,
                    "the request",
                    "be localhost or a loopback address, as the gateway has no tokens",
                    "start it with --token-file");
        }
    }

    private static String token(Context ctx) {
        @Nullable String header = ctx.header("Authorization");
        boolean bearer = header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER);
        return header == null || !bearer ? "" : header.substring(BEARER.length()).strip();
    }

    /** Looked up by its digest, a token is not guessed letter by letter from how long that took. */
    private static String digest(String token) {
        return Ids.sha256Hex(token.getBytes(StandardCharsets.UTF_8));
    }
}
