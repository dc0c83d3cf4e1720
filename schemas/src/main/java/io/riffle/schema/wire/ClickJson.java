package io.riffle.schema.wire;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.riffle.schema.Action;
import io.riffle.schema.actions.ActionNames;
import io.riffle.schema.v1.ClickEvent;
import java.io.IOException;

/**
 * Reads a click from JSON in one pass. It follows the protobuf JSON mapping, but for the action:
 * the protobuf parser drops an unknown name when it ignores unknown fields, and the click would
 * count as a CLICK.
 */
final class ClickJson {

    /** Stands for an action that has no number. */
    static final int UNKNOWN_ACTION = -1;

    private static final int LONGEST_SHOWN = 40;

    private ClickJson() {}

    /**
     * A click as it was written.
     *
     * @param action as it was written last; empty when it was not
     */
    record Read(ClickEvent click, String action) {}

    /**
     * Reads the text.
     *
     * @param names that stand for actions beside those of ours
     * @throws WireException {@link io.riffle.schema.DeadLetter.Reason#UNPARSEABLE}
     */
    static Read read(String text, ActionNames names) {
        String action = "";
        ClickEvent.Builder click = ClickEvent.newBuilder();
        JsonReader reader = StrictJson.reader(text);
        try {
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw StrictJson.wrongType(reader, "an object");
            }
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (reader.peek() == JsonToken.NULL) {
                    reader.nextNull();
                } else if (name.equals("action")) {
                    action = action(reader);
                    click.setActionValue(number(action, names));
                } else {
                    field(click, name, reader);
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw StrictJson.wrongType(reader, "the end");
            }
        } catch (IOException | IllegalStateException e) {
            throw StrictJson.malformed(text, e);
        }
        return new Read(click.build(), action);
    }

    /** As much of an action as a message repeats. */
    static String shown(String action) {
        return action.length() <= LONGEST_SHOWN ? action : action.substring(0, LONGEST_SHOWN) + "…";
    }

    private static void field(ClickEvent.Builder click, String name, JsonReader reader)
            throws IOException {
        switch (name) {
            case "event_id", "eventId" -> click.setEventId(JsonValues.id(reader));
            case "user_id", "userId" -> click.setUserId(JsonValues.id(reader));
            case "item_id", "itemId" -> click.setItemId(JsonValues.id(reader));
            case "recommendation_id", "recommendationId" ->
                    click.setRecommendationId(JsonValues.id(reader));
            case "event_time", "eventTime" ->
                    click.setEventTime(JsonValues.integer(reader, Long.MIN_VALUE, Long.MAX_VALUE));
            case "position" ->
                    click.setPosition(
                            (int) JsonValues.integer(reader, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "context" -> context(click, reader);
            default -> reader.skipValue();
        }
    }

    private static String action(JsonReader reader) throws IOException {
        JsonToken token = reader.peek();
        if (token != JsonToken.STRING && token != JsonToken.NUMBER) {
            throw StrictJson.wrongType(reader, "the name or number of an action");
        }
        return reader.nextString();
    }

    private static int number(String text, ActionNames names) {
        Action mapped = names.mapped(text);
        if (mapped != null) {
            return mapped.code();
        }
        var named = ClickEvent.Action.getDescriptor().findValueByName(text);
        if (named != null) {
            return named.getNumber();
        }
        try {
            long number = text.length() > 20 ? UNKNOWN_ACTION : JsonValues.integer(text);
            return number == (int) number ? (int) number : UNKNOWN_ACTION;
        } catch (NumberFormatException | ArithmeticException e) {
            return UNKNOWN_ACTION;
        }
    }

    private static void context(ClickEvent.Builder click, JsonReader reader) throws IOException {
        if (reader.peek() != JsonToken.BEGIN_OBJECT) {
            throw StrictJson.wrongType(reader, "an object of strings");
        }
        reader.beginObject();
        while (reader.hasNext()) {
            String key = JsonValues.whole(reader.nextName(), reader);
            click.putContext(key, JsonValues.text(reader));
        }
        reader.endObject();
    }
}
