package io.riffle.lab.simulate;

import io.riffle.schema.UserProfile;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The users of a simulated world: what they like now, where their session stands, what they
 * clicked.
 *
 * <p>A taste is one logit per category, an autoregressive walk around the taste of the user's
 * segment that takes one step per session. The profile tells the segment and the region; the style
 * of following stays hidden and can be read off the clicks only.
 */
final class Crowd {
    private static final int SEGMENTS = 8;
    private static final double SEGMENT_SPREAD = 1.2;
    private static final double TASTE_SPREAD = 1.0;
    private static final String[] REGIONS = {"north", "east", "south", "west"};
    private static final int NONE = -1;

    private final SimulationConfig config;
    private final double[][] segmentTaste;
    private final int[] segment;
    private final byte[] region;
    private final byte[] style;
    private final float[] pace;
    private final float[] taste; // user * categories + category
    private final int[] intent;
    private final int[] last; // NONE when the next click starts a session
    private final int[] seen; // user * memory + n % memory
    private final int[] clicks;

    Crowd(SimulationConfig config, SplittableRandom random) {
        this.config = config;
        int users = config.users();
        int categories = config.categories();
        segmentTaste = new double[SEGMENTS][categories];
        for (double[] logits : segmentTaste) {
            for (int c = 0; c < categories; c++) {
                logits[c] = SEGMENT_SPREAD * random.nextGaussian();
            }
        }
        segment = new int[users];
        region = new byte[users];
        style = new byte[users];
        pace = new float[users];
        taste = new float[users * categories];
        intent = new int[users];
        last = new int[users];
        seen = new int[users * config.memory()];
        clicks = new int[users];
        for (int u = 0; u < users; u++) {
            segment[u] = random.nextInt(SEGMENTS);
            region[u] = (byte) random.nextInt(REGIONS.length);
            style[u] = (byte) random.nextInt(Catalogue.STYLES);
            pace[u] = (float) Math.exp(0.5 * random.nextGaussian());
            for (int c = 0; c < categories; c++) {
                taste[u * categories + c] = (float) (TASTE_SPREAD * random.nextGaussian());
            }
            last[u] = NONE;
        }
    }

    UserProfile profile(int user) {
        return new UserProfile(
                id(user),
                Map.of("segment", "segment-" + segment[user], "region", REGIONS[region[user]]),
                config.startTime());
    }

    static String id(int user) {
        return String.format(Locale.ROOT, "u%06d", user);
    }

    int style(int user) {
        return style[user];
    }

    double pace(int user) {
        return pace[user];
    }

    boolean startsSession(int user) {
        return last[user] == NONE;
    }

    int last(int user) {
        return last[user];
    }

    int intent(int user) {
        return intent[user];
    }

    boolean hasSeen(int user, int item) {
        int base = user * config.memory();
        int kept = Math.min(clicks[user], config.memory());
        for (int n = base; n < base + kept; n++) {
            if (seen[n] == item) {
                return true;
            }
        }
        return false;
    }

    void click(int user, int item, int category) {
        intent[user] = category;
        last[user] = item;
        seen[user * config.memory() + clicks[user] % config.memory()] = item;
        clicks[user]++;
    }

    /** Ends the session; the taste moves on by one step. */
    void endSession(int user, SplittableRandom random) {
        last[user] = NONE;
        double keep = Math.sqrt(1 - config.drift());
        double fresh = TASTE_SPREAD * Math.sqrt(config.drift());
        int base = user * config.categories();
        for (int c = 0; c < config.categories(); c++) {
            taste[base + c] = (float) (keep * taste[base + c] + fresh * random.nextGaussian());
        }
    }

    /** Fills {@code shares} with the probability of each category for the user's next session. */
    void tasteInto(int user, Catalogue catalogue, double[] shares) {
        int base = user * config.categories();
        double total = 0;
        for (int c = 0; c < shares.length; c++) {
            double logit = segmentTaste[segment[user]][c] + taste[base + c];
            shares[c] = catalogue.categoryShare(c) * Math.exp(logit);
            total += shares[c];
        }
        for (int c = 0; c < shares.length; c++) {
            shares[c] /= total;
        }
    }
}
