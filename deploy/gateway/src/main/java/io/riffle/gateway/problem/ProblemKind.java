package io.riffle.gateway.problem;

/** What can be wrong, with its HTTP status and the end of its {@code type}. */
public enum ProblemKind {
    MALFORMED(400, "malformed", "Bad Request"),
    UNKNOWN_FIELD(400, "unknown-field", "Bad Request"),
    INVALID(400, "invalid", "Bad Request"),
    TOKEN(401, "token", "Unauthorized"),
    ORIGIN(403, "origin", "Forbidden"),
    HOST(403, "host", "Forbidden"),
    NOT_FOUND(404, "not-found", "Not Found"),
    NOT_KEPT(404, "not-kept", "Not Found"),
    METHOD(405, "method", "Method Not Allowed"),
    SLOW_BODY(408, "slow-body", "Request Timeout"),
    TOO_LARGE(413, "too-large", "Content Too Large"),
    CONTENT_TYPE(415, "content-type", "Unsupported Media Type"),
    BUSY(429, "busy", "Too Many Requests"),
    RATE(429, "rate", "Too Many Requests"),
    INTERNAL(500, "internal", "Internal Server Error"),
    NOT_STORED(503, "not-stored", "Service Unavailable"),
    TOO_MANY_STREAMS(503, "too-many-streams", "Service Unavailable"),
    NO_ANSWER(504, "no-answer", "Gateway Timeout");

    private final int status;
    private final String code;
    private final String title;

    ProblemKind(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the same request may succeed a little later. */
    boolean passes() {
        return status == 429 || status == 503;
    }

    String type() {
        return "urn:riffle:problem:" + code;
    }

    String title() {
        return title;
    }
}
