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
 * {@code sigmoid(affinity - fatigue * repeats)}. What counts as a repeat, and whether the hour
 * matters, is of the world's {@link ListKind}.
 *
 * <p>The profile tells the user's group (what the group likes), activity (how deep users look) and
 * appetite for runs of one kind of items; each is the truth with personal noise added.
 *
 * <p><b>Source</b>: position-based model with a context term; the setting is that of the prototype
 * the reranker's design was measured on.
 */
public final class ListWorld {
    private static final int GROUPS = 6;
    private static final int LATENT = 8;
    private static final int ITEMS_OF_BRAND = 20;
    private static final String[] ACTIVITIES = {"deep", "usual", "glance"};
    private static final double[] DECAYS = {0.25, 0.65, 1.1};
    private static final String[] APPETITES = {"binge", "steady", "mixed", "variety"};
    private static final double[] FATIGUES = {0.0, 0.4, 0.9, 1.4};
    private static final double BIAS = -1.5;
    private static final double QUALITY_SPREAD = 0.5;
    private static final double MATCH_SCALE = 0.45;
    // Squares that add up to 1: unit variance stays unit variance.
    private static final double OWN = 0.6;
    private static final double SHARED = 0.8;

    private final ListConfig config;
    private final double[][] groupVector;
    private final double[][] itemVector;
    private final double[] quality;
    private final int[] category;
    private final int[] group;
    private final int[] activity;
    private final int[] appetite;
    private final ListPerson[] people;
    private final ListCircumstances circumstances;

    ListWorld(ListConfig config, SplittableRandom random) {
        this.config = config;
        groupVector = gaussians(GROUPS, random);
        double[][] categoryVector = gaussians(config.categories(), random);
        itemVector = gaussians(config.items(), random);
        quality = new double[config.items()];
        category = new int[config.items()];
        for (int i = 0; i < config.items(); i++) {
            category[i] = i < config.categories() ? i : random.nextInt(config.categories());
            quality[i] = QUALITY_SPREAD * random.nextGaussian();
            mix(itemVector[i], OWN, categoryVector[category[i]], SHARED);
        }
        double[][] userVector = gaussians(config.users(), random);
        group = new int[config.users()];
        activity = new int[config.users()];
        appetite = new int[config.users()];
        people = new ListPerson[config.users()];
        for (int u = 0; u < config.users(); u++) {
            group[u] = random.nextInt(GROUPS);
            activity[u] = random.nextInt(ACTIVITIES.length);
            appetite[u] = random.nextInt(APPETITES.length);
            double decay = DECAYS[activity[u]] * Math.exp(0.15 * random.nextGaussian());
            double fatigue = Math.max(0, FATIGUES[appetite[u]] + 0.15 * random.nextGaussian());
            mix(userVector[u], OWN, groupVector[group[u]], SHARED);
            people[u] = new ListPerson(userVector[u], decay, fatigue);
        }
        circumstances =
                switch (config.kind()) {
                    case CATEGORIES -> new NearbyCategories(category);
                    case BRANDS -> new FadingBrands(category, brands(random));
                };
    }

    /** Gives every item a brand, and with it a share of what all of the brand have in common. */
    private int[] brands(SplittableRandom random) {
        double[][] vectors = gaussians(Math.max(2, config.items() / ITEMS_OF_BRAND), random);
        int[] brand = new int[config.items()];
        for (int i = 0; i < brand.length; i++) {
            brand[i] = i < vectors.length ? i : random.nextInt(vectors.length);
            mix(itemVector[i], SHARED, vectors[brand[i]], OWN);
        }
        return brand;
    }

    /** The catalogue; item {@code n} has id {@code i<n>}. */
    public List<Item> items() {
        List<Item> items = new ArrayList<>(config.items());
        for (int i = 0; i < config.items(); i++) {
            items.add(new Item(itemId(i), "Item " + i, categories(i), 0, Map.of()));
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

    List<String> categories(int item) {
        return circumstances.categories(item);
    }

    /** Positions shown. */
    int slots() {
        return config.slots();
    }

    int secondsBetweenLists() {
        return circumstances.secondsBetweenLists();
    }

    /** The user as they are. */
    ListPerson person(int user) {
        return people[user];
    }

    /** The user as their profile tells them: the mean of all of whom it would tell the same. */
    ListPerson told(int user) {
        double[] taste = groupVector[group[user]].clone();
        mix(taste, SHARED, taste, 0);
        return new ListPerson(taste, DECAYS[activity[user]], FATIGUES[appetite[user]]);
    }

    /**
     * How much somebody likes the item, as the logit of a click on an examined, unfatigued item.
     */
    double affinity(ListPerson person, int item) {
        double match = 0;
        for (int k = 0; k < LATENT; k++) {
            match += person.taste()[k] * itemVector[item][k];
        }
        return BIAS + quality[item] + MATCH_SCALE * match;
    }

    /** Probability that somebody examines slot {@code t}, from 0, at a time in epoch seconds. */
    double examination(ListPerson person, long seconds, int t) {
        return Math.pow(1 + t, -person.decay() * circumstances.haste(seconds));
    }

    /** Probability of a click on slot {@code t} of an order, whatever was clicked before. */
    double click(ListPerson person, long seconds, int[] order, int t) {
        double logit =
                affinity(person, order[t]) - person.fatigue() * circumstances.repeats(order, t);
        return examination(person, seconds, t) / (1 + Math.exp(-logit));
    }

    /** Exact expected number of clicks on the first slots of an order. */
    double expectedClicks(ListPerson person, long seconds, int[] order) {
        double sum = 0;
        for (int t = 0; t < Math.min(config.slots(), order.length); t++) {
            sum += click(person, seconds, order, t);
        }
        return sum;
    }

    private static void mix(double[] own, double kept, double[] shared, double added) {
        for (int k = 0; k < own.length; k++) {
            own[k] = kept * own[k] + added * shared[k];
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
