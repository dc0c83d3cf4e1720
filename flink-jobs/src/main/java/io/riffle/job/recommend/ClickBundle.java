package io.riffle.job.recommend;

import io.riffle.job.state.UserInput.Click;
import io.riffle.job.user.User;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Clicks that are inferred together, by user, each user's in order of arrival. */
final class ClickBundle {

    private final Map<String, List<Numbered>> clicks = new LinkedHashMap<>();
    private int size;
    private long arrivals;

    private record Numbered(Click click, long order) {}

    /** Where a bundle gets its users from. */
    interface Users {
        User load(String userId) throws Exception;
    }

    /** Tells how many whole windows a user's clicks cost. */
    interface Encodes {
        int windows(User user, List<Click> clicks);
    }

    void add(Click click) {
        clicks.computeIfAbsent(click.userId(), user -> new ArrayList<>(4))
                .add(new Numbered(click, arrivals++));
        size++;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean contains(String userId) {
        return clicks.containsKey(userId);
    }

    /**
     * Hands clicks over with their users' states. Of the users of whom whole windows have to be
     * encoded it takes the first few; the others stay, in order.
     *
     * @param encodes how many windows answering a user's clicks encodes
     * @param most windows in all, at least 1; the first user may need more
     */
    List<UserTurn> take(Users users, Encodes encodes, int most) throws Exception {
        List<UserTurn> turns = new ArrayList<>(clicks.size());
        int encoded = 0;
        var entries = clicks.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, List<Numbered>> entry = entries.next();
            List<Numbered> own = entry.getValue();
            User user = users.load(entry.getKey());
            int windows = encodes.windows(user, own.stream().map(Numbered::click).toList());
            if (windows > 0 && encoded > 0 && encoded + windows > most) {
                continue;
            }
            encoded += windows;
            UserTurn turn = new UserTurn(user);
            for (Numbered numbered : own) {
                turn.add(numbered.click, numbered.order);
            }
            turns.add(turn);
            size -= own.size();
            entries.remove();
        }
        return turns;
    }

    /** Order in which the clicks came. */
    static final Comparator<Answered> BY_ARRIVAL =
            Comparator.comparingLong(answered -> answered.ask().order());
}
