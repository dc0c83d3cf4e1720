package io.riffle.gateway.api;

import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an address says: texts of its path, and names and values behind the question mark. Javalin's
 * own reading takes the encoding from the body's head and passes over what it cannot decode: a
 * condition that is not read would show what it forbids, and a user would be taken for another.
 *
 * <p><b>Source</b>: RFC 3986, 2.1 (percent-encoding); URL Standard, 5.1 (names and values, a plus
 * is a blank). What is not percent-encoded UTF-8 is refused.
 */
final class UrlText {

    private UrlText() {}

    /**
     * Names and values, in the order in which they stand there.
     *
     * @param raw as it was sent; null = no question mark
     * @throws Problem {@link ProblemKind#MALFORMED} for what cannot be decoded
     */
    static Map<String, List<String>> query(@Nullable String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            if (!pair.isEmpty()) {
                String spaced = pair.replace('+', ' ');
                int equals = spaced.indexOf('=');
                String name = equals < 0 ? spaced : spaced.substring(0, equals);
                String value = equals < 0 ? "" : spaced.substring(equals + 1);
                values.computeIfAbsent(decode(name, "parameter", pair), any -> new ArrayList<>())
                        .add(decode(value, "parameter", pair));
            }
        }
        return values;
    }

    /**
     * A part of a path.
     *
     * @param raw as it was sent
     * @throws Problem {@link ProblemKind#MALFORMED} when it cannot be decoded
     */
    static String path(String raw) {
        return decode(raw, "path", raw);
    }

    private static String decode(String text, String thing, String shown) {
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream to = new ByteArrayOutputStream(from.length);
        for (int i = 0; i < from.length; i++) {
            if (from[i] != '%') {
                to.write(from[i]);
            } else if (i + 2 < from.length
                    && HexFormat.isHexDigit(from[i + 1])
                    && HexFormat.isHexDigit(from[i + 2])) {
                int high = HexFormat.fromHexDigit(from[++i]);
                to.write(high << 4 | HexFormat.fromHexDigit(from[++i]));
            } else {
                throw malformed(
                        thing, shown, "have two hex digits behind each %", "write % as %25");
            }
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(to.toByteArray());
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw malformed(thing, shown, "be UTF-8", "it is written in another encoding");
        }
    }

    private static Problem malformed(String thing, String shown, String must, String maybe) {
        return Problem.of(ProblemKind.MALFORMED, thing, shown, "the request", must, maybe);
    }
}
