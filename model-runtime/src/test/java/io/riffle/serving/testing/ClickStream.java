package io.riffle.serving.testing;

import io.riffle.schema.Action;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Answer;
import io.riffle.serving.Query;
import io.riffle.serving.Recommender;
import io.riffle.serving.Turn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Clicks of a few users, fed to a recommender in bundles as a job would: histories grow, windows
 * hop, late events are inserted (which ends the bundle of a user that has a query in it).
 */
public final class ClickStream {
    private final List<Click> clicks = new ArrayList<>();
    private final BitSet kept = new BitSet();
    private final int maxEvents;

    private record Click(String userId, String itemId, long millis) {}

    /** Draws clicks; a tenth of the items are unknown, a tenth of the clicks late. */
    public ClickStream(Random random, int users, int length, int items, int maxEvents) {
        this.maxEvents = maxEvents;
        Map<String, Long> times = new HashMap<>();
        for (int i = 0; i < length; i++) {
            String user = "user-" + random.nextInt(users);
            String item =
                    (random.nextInt(10) == 0 ? "other-" : "item-")
                            + (1 + random.nextInt(items - 1));
            long time = times.getOrDefault(user, 978_300_000_000L);
            time += (long) Math.exp(14 * random.nextDouble());
            times.put(user, time);
            boolean late = random.nextInt(10) == 0;
            clicks.add(new Click(user, item, late ? time - random.nextInt(3_000_000) : time));
        }
    }

    /** Item of a click; empty when it came too late for the history that was answered last. */
    public String keptItem(int click) {
        return kept.get(click) ? clicks.get(click).itemId : "";
    }

    /** Answers to every click, in order of the clicks. */
    public List<Answer> answers(Recommender recommender, int bundleSize) {
        return answers(recommender, bundleSize, 0, clicks.size(), new HashMap<>());
    }

    /** Answers to the clicks [from, to), with histories as they are. */
    public List<Answer> answers(
            Recommender recommender,
            int bundleSize,
            int from,
            int to,
            Map<String, UserHistory> histories) {
        Bundle bundle = new Bundle(recommender);
        for (int i = from; i < to; i++) {
            Click click = clicks.get(i);
            UserHistory history =
                    histories.computeIfAbsent(click.userId, user -> UserHistory.empty(maxEvents));
            if (bundle.size == bundleSize
                    || (bundle.queries.containsKey(click.userId)
                            && click.millis < history.newestTime())) {
                bundle.flush();
            }
            history.add(click.itemId, click.millis, Action.CLICK, i + 1L);
            kept.set(i, history.containsItem(click.itemId));
            history.moveWindow(recommender.windowStart(history));
            bundle.add(i - from, click, history);
        }
        bundle.flush();
        return new ArrayList<>(bundle.answers.values());
    }

    private static final class Bundle {
        private final Recommender recommender;
        private final Map<String, List<Query>> queries = new LinkedHashMap<>();
        private final Map<String, List<Integer>> places = new LinkedHashMap<>();
        private final Map<Integer, Answer> answers = new TreeMap<>();
        private final Map<String, UserHistory> histories = new LinkedHashMap<>();
        private int size;

        Bundle(Recommender recommender) {
            this.recommender = recommender;
        }

        void add(int place, Click click, UserHistory history) {
            queries.computeIfAbsent(click.userId, user -> new ArrayList<>())
                    .add(
                            new Query(
                                    "r" + place,
                                    history.firstSequence(),
                                    history.windowStart(),
                                    history.endSequence(),
                                    Math.max(click.millis, history.newestTime()),
                                    Set.of("item-1")));
            places.computeIfAbsent(click.userId, user -> new ArrayList<>()).add(place);
            histories.put(click.userId, history);
            size++;
        }

        void flush() {
            List<Turn> turns = new ArrayList<>();
            histories.forEach(
                    (user, history) ->
                            turns.add(
                                    new Turn(
                                            user,
                                            history,
                                            null,
                                            queries.getOrDefault(user, List.of()))));
            List<List<Answer>> all = recommender.recommend(turns);
            int next = 0;
            for (List<Integer> own : places.values()) {
                List<Answer> answered = all.get(next++);
                for (int i = 0; i < own.size(); i++) {
                    answers.put(own.get(i), answered.get(i));
                }
            }
            histories.values().forEach(UserHistory::compact);
            histories.clear();
            queries.clear();
            places.clear();
            size = 0;
        }
    }
}
