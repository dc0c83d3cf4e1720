package io.riffle.lab.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * What the simulation knows and a recommender does not: who clicks next, when, and with which
 * probability on what. It reads the simulation it came from and changes nothing there.
 */
public final class Truth {
    private final Simulation simulation;
    private final ClickQueue queue;
    private final Choice choice;

    Truth(Simulation simulation, ClickQueue queue, Choice choice) {
        this.simulation = simulation;
        this.queue = queue;
        this.choice = choice;
    }

    /** The user of the next click. */
    public String nextUser() {
        return simulation.userId(queue.user());
    }

    /** Time of the next click, epoch ms. */
    public long nextTime() {
        return queue.time();
    }

    /**
     * Probability that the next click is on each item, in the order of {@link Simulation#items};
     * items that have not yet appeared are left out.
     */
    public double[] probabilities() {
        int user = queue.user();
        double[] shares = choice.probabilities(user);
        ShownSlate slate = simulation.shownTo(user);
        if (slate == null) {
            return shares;
        }
        double[] weights = slate.weights(user, choice);
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        if (total == 0) {
            return shares;
        }
        double influence = simulation.config().slateInfluence();
        for (int item = 0; item < shares.length; item++) {
            shares[item] *= 1 - influence;
        }
        for (int rank = 0; rank < weights.length; rank++) {
            if (weights[rank] > 0) {
                shares[slate.items()[rank]] += influence * weights[rank] / total;
            }
        }
        return shares;
    }

    /** The best slate for the next click: the most probable items, equal ones in item order. */
    public List<String> oracle(int size) {
        double[] shares = probabilities();
        List<String> best = new ArrayList<>(size);
        int count = Math.min(size, shares.length);
        for (int rank = 0; rank < count; rank++) {
            int top = 0;
            for (int item = 1; item < shares.length; item++) {
                if (shares[item] > shares[top]) {
                    top = item;
                }
            }
            best.add(simulation.itemId(top));
            shares[top] = -1;
        }
        return best;
    }
}
