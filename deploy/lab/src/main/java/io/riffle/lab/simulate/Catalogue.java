package io.riffle.lab.simulate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The items of a simulated world: categories, skewed popularity, what follows what, and newcomers.
 *
 * <p>Items are numbered from 0 in the order in which they appear. Each item has, for each of the
 * {@link #STYLES} kinds of user, {@link #SUCCESSORS} items that tend to be clicked after it: a
 * model that looks at the last item alone can learn their mixture, one that reads the user's
 * earlier clicks can tell the kinds apart.
 */
final class Catalogue {
    static final int STYLES = 2;
    static final int SUCCESSORS = 5;
    private static final double[] SUCCESSOR_SHARE = {0.40, 0.25, 0.15, 0.12, 0.08};
    private static final double SAME_CATEGORY = 0.8;
    private static final double ITEM_SKEW = 0.9;
    private static final double CATEGORY_SKEW = 0.6;

    private final SimulationConfig config;
    private final SplittableRandom random;
    private final double[] categoryShare;
    private final double[] categoryCumulative;
    private final int[][] members;
    private final double[][] cumulative;
    private final int[] memberCount;
    private final int[] category;
    private final double[] weight;
    private final int[][] successors = new int[STYLES][];
    private int alive;

    Catalogue(SimulationConfig config, SplittableRandom random) {
        this.config = config;
        this.random = random;
        int categories = config.categories();
        categoryShare = new double[categories];
        categoryCumulative = new double[categories];
        double total = 0;
        for (int c = 0; c < categories; c++) {
            categoryShare[c] = Math.pow(c + 1, -CATEGORY_SKEW);
            total += categoryShare[c];
            categoryCumulative[c] = total;
        }
        for (int c = 0; c < categories; c++) {
            categoryShare[c] /= total;
        }
        members = new int[categories][8];
        cumulative = new double[categories][8];
        memberCount = new int[categories];
        category = new int[config.allItems()];
        weight = new double[config.allItems()];
        // Numbers would tell the popularity if items came in the order of their ranks.
        for (int i = 0; i < category.length; i++) {
            category[i] = i < categories ? i : draw(categoryCumulative, categories, random);
        }
        for (int i = 0; i < config.items(); i++) {
            enter(i);
        }
        for (int style = 0; style < STYLES; style++) {
            successors[style] = new int[config.allItems() * SUCCESSORS];
            for (int i = 0; i < config.items(); i++) {
                chooseSuccessors(style, i);
            }
        }
    }

    /** Items that have appeared: those with a number below. */
    int alive() {
        return alive;
    }

    int category(int item) {
        return category[item];
    }

    double categoryShare(int c) {
        return categoryShare[c];
    }

    /** When an item appears, epoch ms. */
    long createdTime(int item) {
        long later = Math.max(0, item - config.items() + 1);
        return config.startTime() + later * config.newItemEvery().toMillis();
    }

    /** Lets every item appear whose time has come. */
    void appear(long now) {
        while (alive < category.length && createdTime(alive) <= now) {
            int item = alive;
            enter(item);
            for (int style = 0; style < STYLES; style++) {
                chooseSuccessors(style, item);
                for (int k = 0; k < SUCCESSORS; k++) {
                    int before = drawInCategory(category[item], random);
                    int slot = random.nextInt(SUCCESSORS);
                    if (before != item && successorShare(style, before, item) == 0) {
                        successors[style][before * SUCCESSORS + slot] = item;
                    }
                }
            }
        }
    }

    int draw(SplittableRandom dice) {
        return drawInCategory(draw(categoryCumulative, categoryShare.length, dice), dice);
    }

    int drawInCategory(int c, SplittableRandom dice) {
        return members[c][draw(cumulative[c], memberCount[c], dice)];
    }

    int drawSuccessor(int style, int item, SplittableRandom dice) {
        double at = dice.nextDouble();
        int k = 0;
        while (k < SUCCESSORS - 1 && at >= SUCCESSOR_SHARE[k]) {
            at -= SUCCESSOR_SHARE[k++];
        }
        return successors[style][item * SUCCESSORS + k];
    }

    /** Probability that {@link #draw} yields the item. */
    double share(int item) {
        return categoryShare[category[item]] * shareInCategory(item);
    }

    /** Probability that {@link #drawInCategory} of the item's category yields the item. */
    double shareInCategory(int item) {
        int c = category[item];
        return item < alive ? weight[item] / cumulative[c][memberCount[c] - 1] : 0;
    }

    /** Probability that {@link #drawSuccessor} of {@code from} yields {@code to}. */
    double successorShare(int style, int from, int to) {
        for (int k = 0; k < SUCCESSORS; k++) {
            if (successors[style][from * SUCCESSORS + k] == to) {
                return SUCCESSOR_SHARE[k];
            }
        }
        return 0;
    }

    private void enter(int item) {
        int c = category[item];
        int n = memberCount[c];
        if (n == members[c].length) {
            members[c] = Arrays.copyOf(members[c], 2 * n);
            cumulative[c] = Arrays.copyOf(cumulative[c], 2 * n);
        }
        int expected = (int) Math.ceil(config.items() * categoryShare[c]);
        weight[item] =
                Math.pow(1 + random.nextInt(Math.max(1, expected)), -ITEM_SKEW) * youth(item);
        members[c][n] = item;
        cumulative[c][n] = weight[item] + (n == 0 ? 0 : cumulative[c][n - 1]);
        memberCount[c] = n + 1;
        alive = item + 1;
    }

    /** All age alike, so that what comes later is as much more wanted as what was there is less. */
    private double youth(int item) {
        double halfLife = config.halfLife().toMillis();
        return halfLife == 0 ? 1 : Math.pow(2, (createdTime(item) - config.startTime()) / halfLife);
    }

    private void chooseSuccessors(int style, int item) {
        int base = item * SUCCESSORS;
        for (int k = 0; k < SUCCESSORS; k++) {
            successors[style][base + k] = item;
        }
        for (int k = 0; k < SUCCESSORS; k++) {
            int next;
            do {
                int c = category[item];
                next =
                        random.nextDouble() < SAME_CATEGORY && memberCount[c] > 2 * SUCCESSORS
                                ? anyInCategory(c)
                                : random.nextInt(alive);
            } while (next == item || successorShare(style, item, next) > 0);
            successors[style][base + k] = next;
        }
    }

    private int anyInCategory(int c) {
        return config.halfLife().isZero()
                ? members[c][random.nextInt(memberCount[c])]
                : drawInCategory(c, random);
    }

    private static int draw(double[] cumulative, int count, SplittableRandom dice) {
        double at = dice.nextDouble() * cumulative[count - 1];
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] > at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
