package io.riffle.job.user;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decoded users on the heap, so many and of so many bytes; the least recently used leave.
 *
 * <p><b>Units</b>: bytes as {@link User#bytes} estimates them.
 */
public final class HotUsers {

    private final Map<String, Weighed> users = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;
    private final long mostBytes;
    private long bytes;

    private record Weighed(User user, long bytes) {}

    HotUsers(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    @Nullable User get(String userId) {
        Weighed weighed = users.get(userId);
        return weighed == null ? null : weighed.user;
    }

    /** Keeps a user, or weighs one anew who is kept; others may have to leave, or this one. */
    void keep(User user) {
        long own = user.bytes();
        Weighed before = users.put(user.userId, new Weighed(user, own));
        bytes += own - (before == null ? 0 : before.bytes);
        Iterator<Weighed> leastRecentlyUsed = users.values().iterator();
        while (users.size() > most || bytes > mostBytes) {
            bytes -= leastRecentlyUsed.next().bytes;
            leastRecentlyUsed.remove();
        }
    }

    void remove(String userId) {
        Weighed before = users.remove(userId);
        bytes -= before == null ? 0 : before.bytes;
    }

    public int size() {
        return users.size();
    }

    public long bytes() {
        return bytes;
    }
}
