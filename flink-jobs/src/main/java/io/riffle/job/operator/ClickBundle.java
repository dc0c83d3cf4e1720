package io.riffle.job.operator;

import io.riffle.job.state.UserInput.Click;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** Tells which users cost a whole window. */
    interface Encodes {
        boolean whole(User user, int clicks);
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
     * Hands clicks over with their users' states. Of the users whose whole window has to be encoded
     * it takes the first few; the others stay, in order.
     *
     * @param encodes whether answering a user's so many clicks encodes a whole window
     * @param most users for which it does, at least 1
     */
    List<UserTurn> take(Users users, Encodes encodes, int most) throws Exception {
        List<UserTurn> turns = new ArrayList<>(clicks.size());
        int encoded = 0;
        var entries = clicks.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, List<Numbered>> entry = entries.next();
            List<Numbered> own = entry.getValue();
            User user = users.load(entry.getKey());
            if (encodes.whole(user, own.size()) && ++encoded > most) {
                continue;
            }
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

    /** The turns that have something to ask in their next round; none when all are done. */
    static List<UserTurn> nextRound(
            Collection<UserTurn> turns,
            @Nullable Inference inference,
            int maxDislikes,
            RecommendMetrics metrics) {
        List<UserTurn> asking = new ArrayList<>(turns.size());
        for (UserTurn turn : turns) {
            turn.advance(inference, maxDislikes, metrics);
            if (!turn.asks().isEmpty()) {
                asking.add(turn);
            }
        }
        return asking;
    }

    /** Order in which the clicks of a round came. */
    static final Comparator<Answered> BY_ARRIVAL =
            Comparator.comparingLong(answered -> answered.ask().order());
}
