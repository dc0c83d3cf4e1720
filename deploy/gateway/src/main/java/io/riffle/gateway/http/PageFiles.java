package io.riffle.gateway.http;

import io.javalin.http.Context;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;

/** The page: files of {@code /page/} on the class path. */
final class PageFiles {

    /** Names that lead nowhere else. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,3}");

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "woff2", "font/woff2",
                    "txt", "text/plain; charset=utf-8",
                    "webmanifest", "application/manifest+json");

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private PageFiles() {}

    /** Answers with the file that the path names. */
    static void answer(Context ctx) {
        String path = ctx.path().substring(1);
        String name = path.isEmpty() ? "index.html" : path;
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        byte[] bytes = type != null && NAME.matcher(name).matches() ? read(name) : new byte[0];
        if (type == null || bytes.length == 0) {
            throw Problem.of(
                    ProblemKind.NOT_FOUND,
                    "path",
                    ctx.path(),
                    "the request",
                    "be one of /openapi.json",
                    "it is misspelt");
        }
        ctx.header("Content-Security-Policy", POLICY);
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cache-Control", "no-cache");
        ctx.contentType(type);
        ctx.result(bytes);
    }

    private static byte[] read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream("/page/" + name)) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
