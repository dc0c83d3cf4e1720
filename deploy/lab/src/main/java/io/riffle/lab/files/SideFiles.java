package io.riffle.lab.files;

import io.riffle.lab.console.Console;
import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files beside the events. They are read whole before anything is trained: a mistake in one should
 * not cost a training. Bad rows are told and limited as those of events.
 */
public final class SideFiles {
    private final BadRowLimit limit;
    private final Console console;
    private long bad;

    /** Reads files with as many bad rows as the limit allows, and tells of them. */
    public SideFiles(BadRowLimit limit, Console console) {
        this.limit = limit;
        this.console = console;
    }

    /** Items of a file. */
    public List<Item> items(Path file) throws IOException {
        return all(ItemFile.open(file));
    }

    /** Users of a file. */
    public List<UserProfile> users(Path file) throws IOException {
        return all(UserFile.open(file));
    }

    /**
     * Lists of a file in time order, those of one second in its order: who learns from the first
     * and is tested on the rest must not know what comes later.
     */
    public List<FileList> lists(Path file) throws IOException {
        List<FileList> lists = all(ListFile.open(file));
        lists.sort(Comparator.comparingLong(list -> list.sample().seconds()));
        return lists;
    }

    /** Categories by item id; none without a file. */
    public Map<String, List<String>> categories(@Nullable Path file) throws IOException {
        Map<String, List<String>> categories = new HashMap<>();
        for (Item item : file == null ? List.<Item>of() : items(file)) {
            categories.put(item.itemId(), item.categories());
        }
        return categories;
    }

    /** Profile columns by user id; none without a file. */
    public Map<String, Map<String, String>> profiles(@Nullable Path file) throws IOException {
        Map<String, Map<String, String>> profiles = new HashMap<>();
        for (UserProfile user : file == null ? List.<UserProfile>of() : users(file)) {
            profiles.put(user.userId(), user.attributes());
        }
        return profiles;
    }

    /** Bad rows of all that was read. */
    public long bad() {
        return bad;
    }

    private <T> List<T> all(Rows<T> rows) throws IOException {
        List<T> all = new ArrayList<>();
        try (rows) {
            rows.forEach(limit, console::note, all::add);
            bad += rows.badRows().count();
        }
        return all;
    }
}
