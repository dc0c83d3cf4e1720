package io.riffle.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Items that a user does not want to see, oldest first. Immutable.
 *
 * @param entries in order of arrival
 */
public record Dislikes(List<Dislike> entries) {

    /** No dislikes. */
    public static final Dislikes NONE = new Dislikes(List.of());

    /**
     * One dislike.
     *
     * @param time epoch ms
     * @param eventHash {@link Ids#eventHash} of its event id, so that a repeat is recognised
     */
    public record Dislike(String itemId, long time, long eventHash) {

        /** Checks the id. */
        public Dislike {
            Rules.id("item id", itemId, "a dislike");
        }
    }

    /** Copies the entries. */
    public Dislikes {
        entries = List.copyOf(entries);
    }

    /** These and one more; the oldest leave when there are more than {@code max}. */
    public Dislikes and(Dislike dislike, int max) {
        int kept = Math.min(entries.size(), max - 1);
        Dislike[] all = new Dislike[kept + 1];
        for (int i = 0; i < kept; i++) {
            all[i] = entries.get(entries.size() - kept + i);
        }
        all[kept] = dislike;
        return new Dislikes(List.of(all));
    }

    /** Whether the event with this hash is among them. */
    public boolean containsEvent(long eventHash) {
        for (Dislike entry : entries) {
            if (entry.eventHash() == eventHash) {
                return true;
            }
        }
        return false;
    }

    /** The items, each once. */
    public Set<String> itemIds() {
        Set<String> ids = new HashSet<>();
        for (Dislike entry : entries) {
            ids.add(entry.itemId());
        }
        return ids;
    }
}
