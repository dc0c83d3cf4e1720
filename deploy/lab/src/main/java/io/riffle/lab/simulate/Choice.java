package io.riffle.lab.simulate;

import java.util.SplittableRandom;

/**
 * How a user picks the next item, as a draw and as a probability; the two agree exactly.
 *
 * <p>Inside a session: with probability {@code follow} a successor of the last item, with {@code
 * explore} any item by popularity, else an item of the session's category by popularity. At the
 * start of a session the category is drawn from the user's taste. Items the user remembers are
 * drawn again, so the distribution is that mixture restricted to the others.
 */
final class Choice {
    private final SimulationConfig config;
    private final Catalogue catalogue;
    private final Crowd crowd;
    private final double[] taste;
    private int intent;

    Choice(SimulationConfig config, Catalogue catalogue, Crowd crowd) {
        this.config = config;
        this.catalogue = catalogue;
        this.crowd = crowd;
        taste = new double[config.categories()];
    }

    /** Draws an item; {@link #intent} then tells the category the user has in mind. */
    int draw(int user, SplittableRandom dice) {
        boolean starts = crowd.startsSession(user);
        if (starts) {
            crowd.tasteInto(user, catalogue, taste);
        }
        int item;
        do {
            intent = starts ? drawCategory(dice) : crowd.intent(user);
            double way = dice.nextDouble();
            if (way < config.explore()) {
                item = catalogue.draw(dice);
            } else if (!starts && way < config.explore() + config.follow()) {
                item = catalogue.drawSuccessor(crowd.style(user), crowd.last(user), dice);
            } else {
                item = catalogue.drawInCategory(intent, dice);
            }
        } while (crowd.hasSeen(user, item));
        return item;
    }

    int intent() {
        return intent;
    }

    /** Probability of each item, by number. */
    double[] probabilities(int user) {
        double[] shares = new double[catalogue.alive()];
        boolean starts = crowd.startsSession(user);
        if (starts) {
            crowd.tasteInto(user, catalogue, taste);
        }
        double total = 0;
        for (int item = 0; item < shares.length; item++) {
            shares[item] = crowd.hasSeen(user, item) ? 0 : mixture(user, item, starts);
            total += shares[item];
        }
        for (int item = 0; item < shares.length; item++) {
            shares[item] /= total;
        }
        return shares;
    }

    /** Probability of an unseen item, up to a factor that is the same for all items of the user. */
    double weight(int user, int item) {
        boolean starts = crowd.startsSession(user);
        if (starts) {
            crowd.tasteInto(user, catalogue, taste);
        }
        return crowd.hasSeen(user, item) ? 0 : mixture(user, item, starts);
    }

    private double mixture(int user, int item, boolean starts) {
        int c = catalogue.category(item);
        double byCategory = catalogue.shareInCategory(item);
        double explored = config.explore() * catalogue.share(item);
        if (starts) {
            return explored + (1 - config.explore()) * taste[c] * byCategory;
        }
        double wanted = c == crowd.intent(user) ? byCategory : 0;
        return explored
                + config.follow()
                        * catalogue.successorShare(crowd.style(user), crowd.last(user), item)
                + (1 - config.explore() - config.follow()) * wanted;
    }

    private int drawCategory(SplittableRandom dice) {
        double at = dice.nextDouble();
        int c = 0;
        while (c < taste.length - 1 && at >= taste[c]) {
            at -= taste[c++];
        }
        return c;
    }
}
