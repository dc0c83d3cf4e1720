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

    private record Numbered(Click click, int order) {}

    /** Where a bundle gets its users from. */
    interface Users {
        User load(String userId) throws Exception;
    }

    void add(Click click) {
        clicks.computeIfAbsent(click.userId(), user -> new ArrayList<>(4))
                .add(new Numbered(click, size++));
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

    /** Hands the clicks over with their users' states and is empty again. */
    List<UserTurn> take(Users users) throws Exception {
        List<UserTurn> turns = new ArrayList<>(clicks.size());
        for (Map.Entry<String, List<Numbered>> entry : clicks.entrySet()) {
            UserTurn turn = new UserTurn(users.load(entry.getKey()));
            for (Numbered numbered : entry.getValue()) {
                turn.add(numbered.click, numbered.order);
            }
            turns.add(turn);
        }
        clicks.clear();
        size = 0;
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
            Comparator.comparingInt(answered -> answered.ask().order());
}
