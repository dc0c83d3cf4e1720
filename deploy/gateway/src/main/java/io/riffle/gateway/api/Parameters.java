package io.riffle.gateway.api;

import com.google.gson.JsonObject;
import io.javalin.http.Context;
import io.riffle.gateway.ask.Patience;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands behind the question mark, each name known and given once; and in the path. */
final class Parameters {

    /** Longest that anybody may wait. */
    private static final long LONGEST_MS = 10_000;

    private static final Pattern TIME = Pattern.compile("(\\d{1,5})(ms|s)?");
    private static final Pattern TRACE =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final String OWNER = "the request";

    private final Context ctx;
    private final Map<String, List<String>> values;

    private Parameters(Context ctx, Map<String, List<String>> values) {
        this.ctx = ctx;
        this.values = values;
    }

    /**
     * The parameters of a request.
     *
     * @throws Problem for one that is not among the known, or cannot be decoded
     */
    static Parameters of(Context ctx, String... known) {
        List<String> names = List.of(known);
        Map<String, List<String>> all = UrlText.query(ctx.queryString());
        all.forEach(
                (name, values) -> {
                    if (!names.contains(name)) {
                        throw Problem.of(
                                ProblemKind.UNKNOWN_FIELD,
                                "parameter",
                                name,
                                OWNER,
                                names.isEmpty()
                                        ? "not be there: there are none"
                                        : "be one of " + String.join(", ", names),
                                "it is misspelt");
                    }
                    if (values.size() > 1) {
                        throw invalid(name, values, "be given once", "join the values");
                    }
                });
        return new Parameters(ctx, all);
    }

    /** What stands in the path where the route has a name in braces. */
    String path(String name) {
        List<String> route = List.of(ctx.endpointHandlerPath().split("/", -1));
        return UrlText.path(ctx.path().split("/", -1)[route.indexOf("{" + name + "}")]);
    }

    /** Empty when it is not given. */
    String text(String name) {
        return values.getOrDefault(name, List.of("")).get(0);
    }

    /** Names and values, as in {@code device:mobile,referrer:mail}; the first colon parts them. */
    JsonObject pairs(String name) {
        JsonObject pairs = new JsonObject();
        String text = text(name);
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int colon = pair.indexOf(':');
            if (colon < 1 || pairs.has(pair.substring(0, colon))) {
                throw invalid(
                        name,
                        text.length() <= 60 ? text : text.substring(0, 60) + "…",
                        "be different names, each with a colon and a value, separated by commas",
                        "post the request instead");
            }
            pairs.addProperty(pair.substring(0, colon), pair.substring(colon + 1));
        }
        return pairs;
    }

    int integer(String name, int least, int most, int absent) {
        String text = text(name);
        if (text.isEmpty()) {
            return absent;
        }
        int value = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
        if (value < least || value > most) {
            throw invalid(name, text, "be " + least + " to " + most, "leave it out");
        }
        return value;
    }

    boolean bool(String name, boolean absent) {
        String text = text(name);
        return switch (text) {
            case "" -> absent;
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, text, "be true or false", "leave it out");
        };
    }

    /** How long to wait, and as part of which trace, which the answer names again. */
    Patience patience(Duration absent) {
        @Nullable String trace = ctx.header("traceparent");
        if (trace == null || !TRACE.matcher(trace).matches()) {
            return new Patience(deadline(absent), "");
        }
        ctx.header("traceparent", trace);
        return new Patience(deadline(absent), trace);
    }

    private Duration deadline(Duration absent) {
        String text = text("deadline");
        if (text.isEmpty()) {
            return absent;
        }
        Matcher time = TIME.matcher(text);
        long ms = 0;
        if (time.matches()) {
            ms = Long.parseLong(time.group(1)) * ("s".equals(time.group(2)) ? 1_000 : 1);
        }
        if (ms < 1 || ms > LONGEST_MS) {
            throw invalid("deadline", text, "be 1ms to 10s", "write it as 150ms");
        }
        return Duration.ofMillis(ms);
    }

    private static Problem invalid(String name, Object value, String must, String maybe) {
        return Problem.of(ProblemKind.INVALID, name, value, OWNER, must, maybe);
    }
}
