package io.riffle.lab.files;

import java.util.List;
import java.util.Locale;

/** A column that Riffle reads, by the names it has in the data sets that are about. */
public enum Column {
    USER("user_id", "userid", "visitorid", "sessionid", "session", "user", "uid"),
    ITEM("item_id", "itemid", "movieid", "aid", "articleid", "productid", "newsid", "item"),
    TIME(
            "timestamp_seconds",
            "timestampseconds",
            "timestamp",
            "timestampms",
            "ts",
            "time",
            "unixtime",
            "unixreviewtime",
            "eventtime"),
    EVENT("event_type", "eventtype", "event", "type"),
    ID("event_id", "eventid"),
    RATING("rating", "rating");

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // never changed after construction
    private final List<String> names;

    Column(String title, String... names) {
        this.title = title;
        this.names = List.of(names);
    }

    /** Its name in Riffle's own files. */
    public String title() {
        return title;
    }

    /** Its name in {@code --columns}. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * How well a header's name fits.
     *
     * @return 0 for the own name, then the commoner the lower; -1 when it is not this column
     */
    int fit(String header) {
        int at = names.indexOf(plain(header));
        return header.equals(title) ? 0 : at < 0 ? -1 : 1 + at;
    }

    /** Lower case, without separators of words and without RecBole's type ({@code :token}). */
    static String plain(String header) {
        int type = header.indexOf(':');
        String name = type > 0 ? header.substring(0, type) : header;
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", "");
    }
}
