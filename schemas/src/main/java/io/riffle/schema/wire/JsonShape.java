package io.riffle.schema.wire;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;

/**
 * Whether JSON has the shape of a message, by the same rules for every topic: what an id, a text, a
 * number may be is said in {@link StrictJson} once. Unknown fields may hold anything.
 */
final class JsonShape {

    private JsonShape() {}

    /**
     * Walks the whole text without keeping anything.
     *
     * @throws WireException {@link io.riffle.schema.DeadLetter.Reason#UNPARSEABLE}
     */
    static void check(String text, Descriptor type) {
        JsonReader reader = StrictJson.reader(text);
        try {
            object(reader, type);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw StrictJson.wrongType(reader, "the end");
            }
        } catch (IOException | IllegalStateException e) {
            throw StrictJson.malformed(text, e);
        }
    }

    private static void object(JsonReader reader, Descriptor type) throws IOException {
        begin(reader);
        while (reader.hasNext()) {
            FieldDescriptor field = field(type, reader.nextName());
            if (reader.peek() == JsonToken.NULL) {
                reader.nextNull();
            } else if (field == null) {
                StrictJson.anything(reader);
            } else if (field.isMapField()) {
                map(reader, field.getMessageType().findFieldByName("value"));
            } else if (field.isRepeated()) {
                array(reader, field);
            } else {
                value(reader, field);
            }
        }
        reader.endObject();
    }

    private static void map(JsonReader reader, FieldDescriptor values) throws IOException {
        begin(reader);
        while (reader.hasNext()) {
            JsonValues.whole(reader.nextName(), reader);
            value(reader, values);
        }
        reader.endObject();
    }

    private static void array(JsonReader reader, FieldDescriptor elements) throws IOException {
        if (reader.peek() != JsonToken.BEGIN_ARRAY) {
            throw StrictJson.wrongType(reader, "an array");
        }
        reader.beginArray();
        while (reader.hasNext()) {
            value(reader, elements);
        }
        reader.endArray();
    }

    private static void begin(JsonReader reader) throws IOException {
        if (reader.peek() != JsonToken.BEGIN_OBJECT) {
            throw StrictJson.wrongType(reader, "an object");
        }
        reader.beginObject();
    }

    private static void value(JsonReader reader, FieldDescriptor field) throws IOException {
        switch (field.getJavaType()) {
            case STRING -> {
                var unused = isId(field) ? JsonValues.id(reader) : JsonValues.text(reader);
            }
            case INT -> {
                var unused = JsonValues.integer(reader, Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
            case LONG -> {
                var unused = JsonValues.integer(reader, Long.MIN_VALUE, Long.MAX_VALUE);
            }
            case FLOAT, DOUBLE -> {
                var unused = JsonValues.number(reader);
            }
            case MESSAGE -> object(reader, field.getMessageType());
            case BYTE_STRING -> {
                var unused = JsonValues.string(reader);
            }
            case BOOLEAN, ENUM -> StrictJson.anything(reader);
        }
    }

    private static boolean isId(FieldDescriptor field) {
        return field.getName().endsWith("_id") || field.getName().endsWith("_ids");
    }

    private static @org.jspecify.annotations.Nullable FieldDescriptor field(
            Descriptor type, String name) {
        FieldDescriptor field = type.findFieldByName(name);
        if (field != null) {
            return field;
        }
        for (FieldDescriptor candidate : type.getFields()) {
            if (candidate.getJsonName().equals(name)) {
                return candidate;
            }
        }
        return null;
    }
}
