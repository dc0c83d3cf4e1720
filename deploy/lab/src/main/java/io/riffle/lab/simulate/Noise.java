package io.riffle.lab.simulate;

import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What stands between the clicks of a real stream: views of items that nobody asked for, and robots
 * that click at random, each much faster than a person. The clicks of the world are the same with
 * and without.
 *
 * <p>Not for use by several threads at once.
 */
public final class Noise {

    /** Robots, whatever their share: the fewer, the faster. */
    private static final int ROBOTS = 5;

    private final Simulation world;
    private final String[] itemIds;
    private final double views;
    private final double robots;
    private final SplittableRandom random;
    private final Deque<ClickEvent> waiting = new ArrayDeque<>();
    private long events;

    /**
     * @param views for each click of a person, 0 or more
     * @param robots share of all clicks that robots make, 0 to below 1
     * @param seed of the noise alone
     * @throws IllegalArgumentException for values out of range
     */
    public Noise(Simulation world, double views, double robots, long seed) {
        if (!(views >= 0 && views <= 1_000)) {
            throw refused("views per click", views, "be 0 to 1000");
        }
        if (!(robots >= 0 && robots < 1)) {
            throw refused("share of the robots", robots, "be 0 to below 1");
        }
        this.world = world;
        this.itemIds =
                world.items().stream()
                        .limit(world.config().items())
                        .map(item -> item.itemId())
                        .toArray(String[]::new);
        this.views = views;
        this.robots = robots;
        this.random = new SplittableRandom(seed);
    }

    /** The next event, in order of event time. Ids are unique in a stream of one seed. */
    public ClickEvent next() {
        if (waiting.isEmpty()) {
            ClickEvent click = world.next();
            for (int left = times(views); left > 0; left--) {
                waiting.add(event("v", click.userId(), Action.VIEW, click.eventTime()));
            }
            for (int left = times(robots / (1 - robots)); left > 0; left--) {
                String robot = "robot-" + random.nextInt(ROBOTS);
                waiting.add(event("r", robot, Action.CLICK, click.eventTime()));
            }
            waiting.add(click);
        }
        return waiting.remove();
    }

    /** A whole number whose mean is the given one. */
    private int times(double mean) {
        int whole = (int) mean;
        return whole + (random.nextDouble() < mean - whole ? 1 : 0);
    }

    private ClickEvent event(String kind, String userId, Action action, long time) {
        return new ClickEvent(
                kind + events++,
                userId,
                itemIds[random.nextInt(itemIds.length)],
                action,
                time,
                null,
                0,
                Map.of());
    }

    private static IllegalArgumentException refused(String thing, double value, String must) {
        return new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "The %s (%s) of the simulation must %s.%nMaybe leave it out.",
                        thing,
                        value,
                        must));
    }
}
