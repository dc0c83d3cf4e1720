package io.riffle.gateway.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The document at /openapi.json, as far as it must hold of what is answered. */
final class OpenApi {

    private final JsonObject document;

    OpenApi() {
        try (InputStream in =
                Objects.requireNonNull(
                        OpenApi.class.getResourceAsStream("/io/riffle/gateway/openapi.json"))) {
            document =
                    JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                            .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of it. */
    JsonObject whole() {
        return document;
    }

    /** Methods and paths, as "GET /v1/items". */
    Set<String> operations() {
        Set<String> all = new TreeSet<>();
        for (Map.Entry<String, JsonElement> path : paths().entrySet()) {
            for (String method : path.getValue().getAsJsonObject().keySet()) {
                all.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        return all;
    }

    /** Names of an operation's query parameters. */
    Set<String> parameters(String operation) {
        String[] parts = operation.split(" ", 2);
        JsonObject described =
                paths().getAsJsonObject(parts[1])
                        .getAsJsonObject(parts[0].toLowerCase(Locale.ROOT));
        Set<String> names = new TreeSet<>();
        if (described.has("parameters")) {
            for (JsonElement one : described.getAsJsonArray("parameters")) {
                JsonObject parameter = one.getAsJsonObject();
                if (parameter.get("in").getAsString().equals("query")) {
                    names.add(parameter.get("name").getAsString());
                }
            }
        }
        return names;
    }

    /** Names of a schema's fields. */
    Set<String> fields(String schema) {
        return schema(schema).getAsJsonObject("properties").keySet();
    }

    /** What is wrong with a value of a schema; nothing, if all is right. */
    List<String> wrong(String schema, JsonElement value) {
        List<String> wrong = new ArrayList<>();
        check(schema(schema), value, schema, wrong);
        return wrong;
    }

    private void check(JsonObject schema, JsonElement value, String at, List<String> wrong) {
        if (schema.has("$ref")) {
            String reference = schema.get("$ref").getAsString();
            check(schema(reference.substring(reference.lastIndexOf('/') + 1)), value, at, wrong);
            return;
        }
        String type = schema.get("type").getAsString();
        if (!type.equals(type(value))
                && !(type.equals("number") && type(value).equals("integer"))) {
            wrong.add(at + " is " + type(value) + " and no " + type);
            return;
        }
        if (schema.has("enum") && !schema.getAsJsonArray("enum").contains(value)) {
            wrong.add(at + " is " + value);
        }
        if (type.equals("array")) {
            for (JsonElement one : value.getAsJsonArray()) {
                check(schema.getAsJsonObject("items"), one, at + "[]", wrong);
            }
        } else if (type.equals("object") && schema.has("properties")) {
            checkFields(schema, value.getAsJsonObject(), at, wrong);
        }
    }

    private void checkFields(JsonObject schema, JsonObject value, String at, List<String> wrong) {
        JsonObject properties = schema.getAsJsonObject("properties");
        for (Map.Entry<String, JsonElement> field : value.entrySet()) {
            JsonElement described = properties.get(field.getKey());
            if (described == null) {
                wrong.add(at + "." + field.getKey() + " is not described");
            } else {
                check(
                        described.getAsJsonObject(),
                        field.getValue(),
                        at + "." + field.getKey(),
                        wrong);
            }
        }
        if (schema.has("required")) {
            for (JsonElement name : schema.getAsJsonArray("required")) {
                if (!value.has(name.getAsString())) {
                    wrong.add(at + "." + name.getAsString() + " is missing");
                }
            }
        }
    }

    private static String type(JsonElement value) {
        if (value.isJsonObject()) {
            return "object";
        }
        if (value.isJsonArray()) {
            return "array";
        }
        if (!value.isJsonPrimitive()) {
            return "null";
        }
        if (value.getAsJsonPrimitive().isBoolean()) {
            return "boolean";
        }
        if (value.getAsJsonPrimitive().isString()) {
            return "string";
        }
        double number = value.getAsDouble();
        return number == Math.rint(number) ? "integer" : "number";
    }

    private JsonObject schema(String name) {
        return document.getAsJsonObject("components")
                .getAsJsonObject("schemas")
                .getAsJsonObject(name);
    }

    private JsonObject paths() {
        return document.getAsJsonObject("paths");
    }
}
