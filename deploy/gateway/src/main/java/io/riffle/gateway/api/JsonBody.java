package io.riffle.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bodies as JSON of RFC 8259, with the fields that are known and no others. */
final class JsonBody {

    private static final int DEEPEST = 20;

    private JsonBody() {}

    /** Parses a body, all of it. */
    static JsonElement parse(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(DEEPEST);
            JsonElement element = JsonParser.parseReader(reader);
            // Of nothing at all it makes null.
            if (reader.peek() == JsonToken.END_DOCUMENT && !text.isBlank()) {
                return element;
            }
        } catch (CharacterCodingException e) {
            throw malformed(bytes, "be UTF-8", "it is written in another encoding");
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw malformed(bytes, "be JSON", "a quote, a comma or a bracket is missing");
        }
        throw malformed(bytes, "be one JSON value", "send several as an array");
    }

    /**
     * An object with fields of known names; those that are null are taken out.
     *
     * @param what the object is
     */
    static JsonObject object(JsonElement element, String what, List<String> known) {
        if (!element.isJsonObject()) {
            throw invalid("value", kind(element), what, "be an object", "it was encoded twice");
        }
        JsonObject object = element.getAsJsonObject();
        for (String name : List.copyOf(object.keySet())) {
            if (!known.contains(name)) {
                throw Problem.of(
                        ProblemKind.UNKNOWN_FIELD,
                        "field",
                        name,
                        what,
                        "be one of " + String.join(", ", known),
                        "it is misspelt");
            }
            if (object.get(name).isJsonNull()) {
                object.remove(name);
            }
        }
        return object;
    }

    /** The elements of an array; what is no array is one element. */
    static List<JsonElement> elements(JsonElement element) {
        if (!element.isJsonArray()) {
            return List.of(element);
        }
        JsonArray array = element.getAsJsonArray();
        List<JsonElement> elements = new ArrayList<>(array.size());
        array.forEach(elements::add);
        return elements;
    }

    /** A value that breaks a rule. */
    static Problem invalid(String thing, Object value, String owner, String must, String maybe) {
        return Problem.of(ProblemKind.INVALID, thing, value, owner, must, maybe);
    }

    private static Problem malformed(byte[] bytes, String must, String maybe) {
        return Problem.of(
                ProblemKind.MALFORMED, "body", bytes.length + " bytes", "the request", must, maybe);
    }

    private static String kind(JsonElement element) {
        if (element.isJsonArray()) {
            return "an array";
        }
        return element.isJsonNull() ? "null" : "a text or number";
    }
}
