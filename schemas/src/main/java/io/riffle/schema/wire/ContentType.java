package io.riffle.schema.wire;

import io.riffle.schema.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a record's value is written; said by its header {@value #HEADER}, per record. */
public enum ContentType {
    /** Also when a record has no such header. */
    PROTOBUF("application/x-protobuf"),
    /** The protobuf JSON mapping with snake_case names. */
    JSON("application/json");

    /** Name of the record header, in any case. */
    public static final String HEADER = "content-type";

    private static final int LONGEST_SHOWN = 60;

    private final String header;

    ContentType(String header) {
        this.header = header;
    }

    /** Value of the record header. */
    public String header() {
        return header;
    }

    /**
     * The content type that the headers name, the last one when several do. Parameters such as
     * {@code ; charset=utf-8} are ignored.
     *
     * @throws WireException {@link Reason#UNKNOWN_CONTENT_TYPE}
     */
    public static ContentType of(List<Map.Entry<String, byte[]>> headers) {
        int place = place(headers);
        return place < 0
                ? PROTOBUF
                : of(new String(headers.get(place).getValue(), StandardCharsets.UTF_8));
    }

    /** Where the header stands that names the content type; -1 when none does. */
    static int place(List<Map.Entry<String, byte[]>> headers) {
        int place = headers.size() - 1;
        while (place >= 0 && !headers.get(place).getKey().equalsIgnoreCase(HEADER)) {
            place--;
        }
        return place;
    }

    /** Whether the headers name one. */
    static boolean named(List<Map.Entry<String, byte[]>> headers) {
        return headers.stream().anyMatch(header -> header.getKey().equalsIgnoreCase(HEADER));
    }

    private static ContentType of(String value) {
        int parameters = value.indexOf(';');
        String name = parameters < 0 ? value : value.substring(0, parameters);
        name = name.strip().toLowerCase(Locale.ROOT);
        for (ContentType type : values()) {
            if (type.header.equals(name)) {
                return type;
            }
        }
        throw new WireException(
                Reason.UNKNOWN_CONTENT_TYPE,
                String.format(
                        Locale.ROOT,
                        "The content-type (%s) of a record must be %s or %s.%nMaybe leave the"
                                + " header out.",
                        value.substring(0, Math.min(value.length(), LONGEST_SHOWN)),
                        PROTOBUF.header,
                        JSON.header));
    }
}
