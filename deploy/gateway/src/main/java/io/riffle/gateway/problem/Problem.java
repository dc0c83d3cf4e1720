package io.riffle.gateway.problem;

import com.google.gson.JsonObject;
import io.riffle.schema.Rules;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/** A request that is not answered, and why. */
public final class Problem extends RuntimeException {

    /** How a problem is written. */
    public static final String CONTENT_TYPE = "application/problem+json";

    @Serial private static final long serialVersionUID = 1L;

    private static final int LONGEST_SHOWN = 60;

    private final ProblemKind kind;

    /**
     * A problem in words of its own.
     *
     * @param detail a sentence, and its remedy on a second line
     */
    public Problem(ProblemKind kind, String detail) {
        // Thousands a second may be told; nobody reads their stack traces.
        super(detail, null, false, false);
        this.kind = kind;
    }

    /** A problem in the form of the project: a thing of an owner must follow a rule. */
    public static Problem of(
            ProblemKind kind, String thing, Object value, String owner, String rule, String maybe) {
        return new Problem(
                kind, Rules.sentence(thing, shown(String.valueOf(value)), owner, rule, maybe));
    }

    /** What kind of problem it is. */
    public ProblemKind kind() {
        return kind;
    }

    /** Seconds after which to try again; 0 = the same request will fail again. */
    public int retryAfter() {
        return kind.passes() ? 1 : 0;
    }

    /** The document, UTF-8. */
    public byte[] json() {
        JsonObject json = new JsonObject();
        json.addProperty("type", kind.type());
        json.addProperty("title", kind.title());
        json.addProperty("status", kind.status());
        json.addProperty("detail", String.valueOf(getMessage()).replace("\r\n", "\n"));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String shown(String value) {
        return value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + "…";
    }
}
