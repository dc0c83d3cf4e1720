package io.riffle.training.baseline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scores an item by how often it followed the last items of a history.
 *
 * <p>A pair of events at most {@code reach} apart adds {@code lagDecay^(lag-1)} to the pair of
 * items, and {@code backward} times that to the pair turned round. A row of pair weights is divided
 * by its sum, a column by the item's popularity to the power {@code damping}. A history's score is
 * the sum over its last {@code memory} events, weighted {@code ageDecay^age}.
 */
public final class ItemToItem implements Baseline {
    private final PairRules rules;
    private final Popularity popularity = new Popularity();
    private float[] damping = new float[256];
    private @Nullable PairWeights[] pairs = new PairWeights[0];

    /**
     * Creates one that has seen nothing.
     *
     * @param memory events of a history that count: 30 for leave-one-out, 12 online
     */
    public ItemToItem(int memory) {
        this(PairRules.histories(memory));
    }

    /** Creates one that has seen nothing. */
    public ItemToItem(PairRules rules) {
        this.rules = rules;
    }

    @Override
    public void learn(int[] rows, int begin, int end) {
        popularity.learn(rows, begin, end);
        int row = rows[end - 1];
        if (row >= damping.length) {
            damping = Arrays.copyOf(damping, row * 2);
        }
        damping[row] = (float) Math.pow(popularity.count(row), -rules.damping());
        double weight = 1;
        for (int lag = 1; lag <= rules.reach() && end - 1 - lag >= begin; lag++) {
            int before = rows[end - 1 - lag];
            pairsOf(before).add(row, weight);
            if (rules.backward() > 0) {
                pairsOf(row).add(before, rules.backward() * weight);
            }
            weight *= rules.lagDecay();
        }
    }

    @Override
    public void score(int[] rows, int begin, int end, float[] scores) {
        Arrays.fill(scores, 0);
        double weight = 1;
        for (int i = end - 1; i >= begin && end - i <= rules.memory(); i--) {
            PairWeights others = rows[i] < pairs.length ? pairs[rows[i]] : null;
            if (others != null) {
                others.addTo(scores, weight);
            }
            weight *= rules.ageDecay();
        }
        for (int row = 0; row < scores.length; row++) {
            if (scores[row] > 0) {
                scores[row] *= damping[row];
            }
        }
    }

    private PairWeights pairsOf(int row) {
        if (row >= pairs.length) {
            pairs = Arrays.copyOf(pairs, Math.max(256, row * 2));
        }
        PairWeights others = pairs[row];
        if (others == null) {
            others = new PairWeights();
            pairs[row] = others;
        }
        return others;
    }
}
