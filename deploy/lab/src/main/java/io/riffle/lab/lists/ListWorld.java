package io.riffle.lab.lists;

import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Users and items of a world of lists, and the click model: a user examines slot {@code t} with a
 * personal probability that falls with {@code t}, and clicks an examined item with probability
 * {@code sigmoid(affinity - fatigue * n)}, where {@code n} of the three items shown before it share
 * its category.
 *
 * <p>The profile tells the user's group (what the group likes), activity (how deep users look) and
 * appetite for runs of one category; each is the truth with personal noise added.
 *
 * <p><b>Source</b>: position-based model with a context term; the setting is that of the prototype
 * the reranker's design was measured on.
 */
public final class ListWorld {
    /** Slots before an item whose categories matter. */
    static final int SIGHT = 3;

    private static final int GROUPS = 6;
    private static final int LATENT = 8;
    private static final String[] ACTIVITIES = {"deep", "usual", "glance"};
    private static final double[] DECAYS = {0.25, 0.65, 1.1};
    private static final String[] APPETITES = {"binge", "steady", "mixed", "variety"};
    private static final double[] FATIGUES = {0.0, 0.4, 0.9, 1.4};
    private static final double BIAS = -1.5;
    private static final double QUALITY_SPREAD = 0.5;
    private static final double MATCH_SCALE = 0.45;

    private final ListConfig config;
    private final double[][] userVector;
    private final double[][] itemVector;
    private final double[] quality;
    private final int[] category;
    private final int[] group;
    private final int[] activity;
    private final int[] appetite;
    private final double[] decay;
    private final double[] fatigue;

    ListWorld(ListConfig config, SplittableRandom random) {
        this.config = config;
        double[][] groupVector = gaussians(GROUPS, random);
        double[][] categoryVector = gaussians(config.categories(), random);
        itemVector = gaussians(config.items(), random);
        quality = new double[config.items()];
        category = new int[config.items()];
        for (int i = 0; i < config.items(); i++) {
            category[i] = i < config.categories() ? i : random.nextInt(config.categories());
            quality[i] = QUALITY_SPREAD * random.nextGaussian();
            mix(itemVector[i], categoryVector[category[i]]);
        }
        userVector = gaussians(config.users(), random);
        group = new int[config.users()];
        activity = new int[config.users()];
        appetite = new int[config.users()];
        decay = new double[config.users()];
        fatigue = new double[config.users()];
        for (int u = 0; u < config.users(); u++) {
            group[u] = random.nextInt(GROUPS);
            activity[u] = random.nextInt(ACTIVITIES.length);
            appetite[u] = random.nextInt(APPETITES.length);
            decay[u] = DECAYS[activity[u]] * Math.exp(0.15 * random.nextGaussian());
            fatigue[u] = Math.max(0, FATIGUES[appetite[u]] + 0.15 * random.nextGaussian());
            mix(userVector[u], groupVector[group[u]]);
        }
    }

    /** The catalogue; item {@code n} has id {@code i<n>}. */
    public List<Item> items() {
        List<Item> items = new ArrayList<>(config.items());
        for (int i = 0; i < config.items(); i++) {
            String name = "category-" + category[i];
            items.add(new Item(itemId(i), "Item " + i, List.of(name), 0, Map.of()));
        }
        return items;
    }

    /** The users and what their profiles tell. */
    public List<UserProfile> users() {
        List<UserProfile> users = new ArrayList<>(config.users());
        for (int u = 0; u < config.users(); u++) {
            users.add(new UserProfile(userId(u), profile(u), 0));
        }
        return users;
    }

    static String itemId(int item) {
        return "i" + item;
    }

    static String userId(int user) {
        return "u" + user;
    }

    Map<String, String> profile(int user) {
        return Map.of(
                "group",
                "group-" + group[user],
                "activity",
                ACTIVITIES[activity[user]],
                "appetite",
                APPETITES[appetite[user]]);
    }

    int category(int item) {
        return category[item];
    }

    /**
     * How much the user likes the item, as the logit of a click on an examined, unfatigued item.
     */
    double affinity(int user, int item) {
        double match = 0;
        for (int k = 0; k < LATENT; k++) {
            match += userVector[user][k] * itemVector[item][k];
        }
        return BIAS + quality[item] + MATCH_SCALE * match;
    }

    /** Probability that the user examines slot {@code t}, from 0. */
    double examination(int user, int t) {
        return Math.pow(1 + t, -decay[user]);
    }

    /** Probability of a click on slot {@code t} of an order, whatever was clicked before. */
    double click(int user, int[] order, int t) {
        int same = 0;
        for (int before = Math.max(0, t - SIGHT); before < t; before++) {
            same += category[order[before]] == category[order[t]] ? 1 : 0;
        }
        double logit = affinity(user, order[t]) - fatigue[user] * same;
        return examination(user, t) / (1 + Math.exp(-logit));
    }

    /** Exact expected number of clicks on the first {@code slots} items of an order. */
    double expectedClicks(int user, int[] order) {
        double sum = 0;
        for (int t = 0; t < Math.min(config.slots(), order.length); t++) {
            sum += click(user, order, t);
        }
        return sum;
    }

    /** The order that takes in each slot the item with the most expected clicks there. */
    int[] greedy(int user, int[] candidates) {
        int[] order = candidates.clone();
        for (int t = 0; t < Math.min(config.slots(), order.length); t++) {
            int best = t;
            double most = -1;
            for (int at = t; at < order.length; at++) {
                swap(order, t, at);
                double clicks = click(user, order, t);
                if (clicks > most) {
                    most = clicks;
                    best = at;
                }
                swap(order, t, at);
            }
            swap(order, t, best);
        }
        return order;
    }

    private static void swap(int[] order, int a, int b) {
        int item = order[a];
        order[a] = order[b];
        order[b] = item;
    }

    private static void mix(double[] own, double[] shared) {
        for (int k = 0; k < own.length; k++) {
            own[k] = 0.6 * own[k] + 0.8 * shared[k]; // unit variance stays unit variance
        }
    }

    private static double[][] gaussians(int count, SplittableRandom random) {
        double[][] vectors = new double[count][LATENT];
        for (double[] vector : vectors) {
            for (int k = 0; k < LATENT; k++) {
                vector[k] = random.nextGaussian();
            }
        }
        return vectors;
    }
}
