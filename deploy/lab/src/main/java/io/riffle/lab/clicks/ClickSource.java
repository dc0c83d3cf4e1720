package io.riffle.lab.clicks;

import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where clicks come from, in the order in which they are to be sent. */
public interface ClickSource extends AutoCloseable {

    /** What it is, for a person. */
    String describe();

    /** The next record, or null when there is no more. */
    @Nullable OutgoingClick next() throws IOException;

    /** Ids of all items that the clicks are known to name; empty when nothing is known. */
    default List<String> itemIds() {
        return List.of();
    }

    /** The catalogue that belongs to the clicks, at their start; empty when none does. */
    default List<Item> items() {
        return List.of();
    }

    /** Items that appear while the clicks go on, at their created time. */
    default List<Item> laterItems() {
        return List.of();
    }

    /** The profiles that belong to the clicks; empty when none do. */
    default List<UserProfile> users() {
        return List.of();
    }

    /** Rows read so far that could not be sent. */
    default long badRows() {
        return 0;
    }

    /** What was left out so far and why, for a person; empty when nothing was. */
    default String leftOut() {
        return "";
    }

    @Override
    void close() throws IOException;
}
