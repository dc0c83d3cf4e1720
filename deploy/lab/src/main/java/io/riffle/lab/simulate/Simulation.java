package io.riffle.lab.simulate;

import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * An endless stream of clicks of users who do not exist, in order of event time.
 *
 * <p>The same configuration and seed give the same stream. Event time is simulated, so the stream
 * can be replayed at any rate. With a {@code slateInfluence} above 0 users also click what they are
 * {@linkplain #show shown}; the stream then depends on the slates and on when they come.
 *
 * <p>Not for use by several threads at once.
 */
public final class Simulation {
    private final SimulationConfig config;
    private final long seed;
    private final SplittableRandom random;
    private final Catalogue catalogue;
    private final Crowd crowd;
    private final Choice choice;
    private final ClickRhythm rhythm;
    private final ClickQueue queue;
    private final String[] userIds;
    private final String[] itemIds;
    private final Map<Integer, ShownSlate> shown = new HashMap<>();
    private long events;

    /** A world at its beginning; the same seed gives the same clicks. */
    public Simulation(SimulationConfig config, long seed) {
        this.config = config;
        this.seed = seed;
        SplittableRandom root = new SplittableRandom(seed);
        // A stream of its own for each part: newcomers do not depend on who clicked before them.
        catalogue = new Catalogue(config, root.split());
        crowd = new Crowd(config, root.split());
        random = root.split();
        choice = new Choice(config, catalogue, crowd);
        rhythm = new ClickRhythm(config, crowd, random);
        userIds = new String[config.users()];
        itemIds = new String[config.allItems()];
        for (int u = 0; u < userIds.length; u++) {
            userIds[u] = Crowd.id(u);
        }
        for (int i = 0; i < itemIds.length; i++) {
            itemIds[i] = String.format(Locale.ROOT, "i%06d", i);
        }
        queue = new ClickQueue(rhythm.firstTimes());
        catalogue.appear(queue.time());
    }

    /** What the world is like. */
    public SimulationConfig config() {
        return config;
    }

    /** All items in order of their created time, those that appear later included. */
    public List<Item> items() {
        List<Item> items = new ArrayList<>(itemIds.length);
        for (int i = 0; i < itemIds.length; i++) {
            String category = "category-" + catalogue.category(i);
            items.add(
                    new Item(
                            itemIds[i],
                            "Item " + i + " of " + category,
                            List.of(category),
                            catalogue.createdTime(i),
                            Map.of()));
        }
        return items;
    }

    /** Everybody, with what is known of them. */
    public List<UserProfile> users() {
        List<UserProfile> users = new ArrayList<>(userIds.length);
        for (int u = 0; u < userIds.length; u++) {
            users.add(crowd.profile(u));
        }
        return users;
    }

    /** What the simulation knows about the next click. */
    public Truth truth() {
        return new Truth(this, queue, choice);
    }

    /** The next click. Event ids are unique among all simulations of different seeds. */
    public ClickEvent next() {
        int user = queue.user();
        long time = queue.time();
        String recommendationId = null;
        int position = 0;
        int item = -1;
        ShownSlate slate = shown.remove(user);
        if (slate != null && random.nextDouble() < config.slateInfluence()) {
            int rank = slate.draw(user, choice, random);
            if (rank >= 0) {
                item = slate.items()[rank];
                recommendationId = slate.recommendationId();
                position = rank + 1;
                crowd.click(user, item, catalogue.category(item));
            }
        }
        if (item < 0) {
            item = choice.draw(user, random);
            crowd.click(user, item, choice.intent());
        }
        ClickEvent event =
                new ClickEvent(
                        "s" + Long.toHexString(seed) + "-" + events++,
                        userIds[user],
                        itemIds[item],
                        drawAction(),
                        time,
                        recommendationId,
                        position,
                        Map.of());
        queue.postpone(time + rhythm.gap(user));
        catalogue.appear(queue.time());
        return event;
    }

    /**
     * Shows a slate to a user, who may click one of its items next. A later slate replaces it; ids
     * the simulation does not know are ignored.
     */
    public void show(String userId, String recommendationId, List<String> slate) {
        Integer user = numberOf(userId, 'u', userIds.length);
        if (user == null || config.slateInfluence() == 0) {
            return;
        }
        int[] items = new int[slate.size()];
        int count = 0;
        for (String itemId : slate) {
            Integer item = numberOf(itemId, 'i', catalogue.alive());
            items[count++] = item == null ? -1 : item;
        }
        shown.put(user, new ShownSlate(recommendationId, items));
    }

    @Nullable ShownSlate shownTo(int user) {
        return shown.get(user);
    }

    String userId(int user) {
        return userIds[user];
    }

    String itemId(int item) {
        return itemIds[item];
    }

    private Action drawAction() {
        double at = random.nextDouble();
        if (at < 0.94) {
            return Action.CLICK;
        }
        if (at < 0.97) {
            return Action.LIKE;
        }
        return at < 0.99 ? Action.CART : Action.PURCHASE;
    }

    private static @Nullable Integer numberOf(String id, char kind, int limit) {
        if (id.length() < 2 || id.charAt(0) != kind) {
            return null;
        }
        try {
            int number = Integer.parseInt(id, 1, id.length(), 10);
            return number >= 0 && number < limit ? number : null;
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }
}
