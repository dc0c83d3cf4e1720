package io.riffle.lab.lists;

import io.riffle.training.lists.ListSample;
import java.util.SplittableRandom;

/**
 * An endless stream of lists of a {@link ListWorld}: a noisy first stage picks and orders the
 * candidates, a Plackett-Luce policy with known propensities shows some of them, users click.
 *
 * <p>The world depends on {@code worldSeed} alone, so that fresh lists of the same world can be
 * drawn with another {@code listSeed}. Same seeds, same stream. Not for use by several threads.
 */
public final class ListSimulation {
    private static final long START_SECONDS = 1_767_225_600L; // 2026-01-01

    private final ListConfig config;
    private final ListWorld world;
    private final LoggingPolicy display;
    private final SplittableRandom random;
    private final int[][] history; // newest last
    private final long[][] historySeconds;
    private final int[] pool;
    private long lists;

    /** Lists of a world. The same seeds give the same world and the same lists. */
    public ListSimulation(ListConfig config, long worldSeed, long listSeed) {
        this.config = config;
        world = new ListWorld(config, new SplittableRandom(worldSeed));
        display = new LoggingPolicy(config.temperature());
        random = new SplittableRandom(listSeed);
        history = new int[config.users()][config.historyEvents()];
        historySeconds = new long[config.users()][config.historyEvents()];
        pool = new int[config.items()];
        for (int i = 0; i < pool.length; i++) {
            pool[i] = i;
        }
        for (int u = 0; u < config.users(); u++) {
            for (int n = 0; n < config.historyEvents(); n++) {
                history[u][n] = liked(u);
                historySeconds[u][n] =
                        START_SECONDS - 3_600L * (config.historyEvents() - n) + random.nextInt(600);
            }
        }
    }

    /** Who lives in it, and what they like. */
    public ListWorld world() {
        return world;
    }

    /** The next list; users come in random order. */
    public SimulatedList next() {
        SimulatedList asked = ask();
        ListSample drawn = asked.sample();
        int[] shown = new int[config.slots()];
        for (int i = 0; i < drawn.size(); i++) {
            if (drawn.shown(i)) {
                shown[drawn.position(i)] = i;
            }
        }
        return show(asked, shown, drawn.propensities());
    }

    /**
     * The next list as the logging policy would show it; nobody has looked at it yet. Who asks, and
     * for which candidates, does not depend on what was shown before; histories do.
     */
    public SimulatedList ask() {
        int user = random.nextInt(config.users());
        long seconds = START_SECONDS + world.secondsBetweenLists() * lists;
        double[] scores = new double[config.candidates()];
        int[] items = firstStage(user, scores);
        double[] chances = new double[config.slots()];
        int[] shown = display.draw(scores, chances, random);
        float[] propensities = new float[items.length];
        for (int t = 0; t < shown.length; t++) {
            propensities[shown[t]] = (float) chances[t];
        }
        ListSample unlabelled = unlabelled(user, seconds, items, scores);
        lists++;
        return new SimulatedList(world, user, items, unlabelled)
                .shown(shown, propensities, new float[items.length]);
    }

    /**
     * Shows the user of a list a slate, who clicks by the truth and remembers it.
     *
     * @param asked the newest of {@link #ask}
     * @param shown candidate of each slot, as many as the world has
     * @param propensities of candidates; empty when nothing was drawn
     */
    public SimulatedList show(SimulatedList asked, int[] shown, float[] propensities) {
        int user = asked.user();
        long seconds = asked.sample().seconds();
        int[] order = new int[shown.length];
        float[] labels = new float[asked.items().length];
        for (int t = 0; t < shown.length; t++) {
            order[t] = asked.items()[shown[t]];
            labels[shown[t]] =
                    random.nextDouble() < world.click(world.person(user), seconds, order, t)
                            ? 1
                            : 0;
        }
        for (int t = 0; t < shown.length; t++) {
            if (labels[shown[t]] > 0) {
                remember(user, order[t], seconds);
            }
        }
        return asked.shown(shown, propensities, labels);
    }

    private ListSample unlabelled(int user, long seconds, int[] items, double[] scores) {
        int count = items.length;
        String[] candidates = new String[count];
        float[] firstStage = new float[count];
        for (int i = 0; i < count; i++) {
            candidates[i] = ListWorld.itemId(items[i]);
            firstStage[i] = (float) scores[i];
        }
        String[] past = new String[history[user].length];
        for (int n = 0; n < past.length; n++) {
            past[n] = ListWorld.itemId(history[user][n]);
        }
        return new ListSample(
                "l" + lists,
                ListWorld.userId(user),
                seconds,
                world.profile(user),
                past,
                historySeconds[user].clone(),
                candidates,
                firstStage,
                new float[0][],
                new float[count],
                new int[count],
                new float[0]);
    }

    /** Numbers of the candidates, best first; fills their scores. */
    private int[] firstStage(int user, double[] scores) {
        int[] items = new int[config.candidates()];
        int kept = 0;
        for (int n = 0; n < config.pool(); n++) {
            int other = n + random.nextInt(pool.length - n);
            int item = pool[other];
            pool[other] = pool[n];
            pool[n] = item;
            double score =
                    world.affinity(world.person(user), item)
                            + config.firstStageNoise() * random.nextGaussian();
            int at = kept;
            while (at > 0 && scores[at - 1] < score) {
                at--;
            }
            if (at < items.length) {
                int moved = Math.min(kept, items.length - 1) - at;
                System.arraycopy(scores, at, scores, at + 1, moved);
                System.arraycopy(items, at, items, at + 1, moved);
                scores[at] = score;
                items[at] = item;
                kept = Math.min(kept + 1, items.length);
            }
        }
        return items;
    }

    /** An item the user likes, drawn from all by rejection. */
    private int liked(int user) {
        while (true) {
            int item = random.nextInt(config.items());
            if (random.nextDouble()
                    < 1 / (1 + Math.exp(-world.affinity(world.person(user), item)))) {
                return item;
            }
        }
    }

    private void remember(int user, int item, long seconds) {
        int newest = history[user].length - 1;
        System.arraycopy(history[user], 1, history[user], 0, newest);
        System.arraycopy(historySeconds[user], 1, historySeconds[user], 0, newest);
        history[user][newest] = item;
        historySeconds[user][newest] = seconds;
    }
}
