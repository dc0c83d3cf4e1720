package io.riffle.job.bundle;

import io.riffle.job.state.UserInput.Asking;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.user.User;
import io.riffle.schema.ask.SlateRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Clicks and requests that are inferred together, by user, each user's in order of arrival. */
public final class AskBundle {

    private final Map<Key, List<Numbered>> waiting = new LinkedHashMap<>();
    private int size;
    private int clicks;
    private long arrivals;

    private record Numbered(Asking asking, long order) {}

    /**
     * Whose turn it is. A guest's request is nobody else's, whatever users and other guests'
     * requests are called: each brings a history of its own.
     *
     * @param guest order of arrival of a guest's request; {@link #NO_GUEST} for a user
     */
    private record Key(String id, long guest) {
        private static final long NO_GUEST = -1;

        static Key of(Asking asking, long arrival) {
            boolean guest = asking instanceof Request request && request.request().guest();
            return new Key(asking.userId(), guest ? arrival : NO_GUEST);
        }

        static Key user(String userId) {
            return new Key(userId, NO_GUEST);
        }

        boolean isGuest() {
            return guest != NO_GUEST;
        }
    }

    /** Where a bundle gets its users from. */
    public interface Users {
        /** The user who sent these. */
        User load(String userId, List<Asking> sent) throws Exception;
    }

    void add(Asking asking) {
        long arrival = arrivals++;
        waiting.computeIfAbsent(Key.of(asking, arrival), key -> new ArrayList<>(4))
                .add(new Numbered(asking, arrival));
        size++;
        clicks += asking instanceof Click ? 1 : 0;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean contains(String userId) {
        return waiting.containsKey(Key.user(userId));
    }

    /** Whether the answer to something that waits may decide what a request is answered. */
    boolean precedes(SlateRequest request) {
        List<Numbered> sent = request.guest() ? null : waiting.get(Key.user(request.userId()));
        return sent != null
                && (!request.continueAfter().isEmpty()
                        || sent.stream().anyMatch(one -> one.asking instanceof Request));
    }

    /** Clicks that wait. */
    int clicks() {
        return clicks;
    }

    /**
     * Hands over what waits, with its users' states. Of the users of whom whole windows have to be
     * encoded it takes the first few; the others stay, in order.
     *
     * @param cost how many windows answering a user encodes
     * @param most windows in all, at least 1; the first user may need more
     */
    public List<UserTurn> take(Users users, PrefillCost cost, int most) throws Exception {
        List<UserTurn> turns = new ArrayList<>(waiting.size());
        int encoded = 0;
        var entries = waiting.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Key, List<Numbered>> entry = entries.next();
            List<Numbered> own = entry.getValue();
            List<Asking> sent = own.stream().map(Numbered::asking).toList();
            User user = users.load(entry.getKey().id(), sent);
            int windows = cost.windows(user, sent);
            if (windows > 0 && encoded > 0 && encoded + windows > most) {
                continue;
            }
            encoded += windows;
            UserTurn turn = new UserTurn(user, entry.getKey().isGuest());
            for (Numbered numbered : own) {
                turn.add(numbered.asking, numbered.order);
            }
            turns.add(turn);
            size -= own.size();
            clicks -= (int) sent.stream().filter(Click.class::isInstance).count();
            entries.remove();
        }
        return turns;
    }
}
