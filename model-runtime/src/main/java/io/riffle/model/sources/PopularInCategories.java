package io.riffle.model.sources;

import java.util.TreeMap;

/**
 * What is popular in the categories of the user's newest events, older ones counting less: says
 * most at the beginning of a stream, before what follows what is known.
 */
final class PopularInCategories implements Source {
    /** Clicks that a category must have before its shares are believed. */
    private static final double SHRINKAGE = 3;

    private final CategoryCounts counts;
    private final RowSums sums = new RowSums();
    private float scale;

    PopularInCategories(CategoryCounts counts) {
        this.counts = counts;
    }

    @Override
    public String name() {
        return "popular in categories";
    }

    @Override
    public void grow(int rows) {
        sums.grow(rows);
    }

    @Override
    public void propose(Past past, long now, Union union, int number) {
        sums.start();
        TreeMap<Integer, Double> wanted = new TreeMap<>();
        double weight = 1;
        double all = 0;
        for (int lag = 1; lag <= past.length(); lag++) {
            int[] categories = counts.of(past.rows()[past.length() - lag]);
            for (int category : categories) {
                wanted.merge(category, weight / categories.length, Double::sum);
            }
            all += categories.length == 0 ? 0 : weight;
            weight *= Neighbours.AGE;
        }
        wanted.forEach((category, share) -> counts.addTo(sums, category, share, SHRINKAGE));
        scale = all == 0 ? 0 : (float) (1 / all);
        sums.propose(union, number);
    }

    @Override
    public void probabilities(int[] rows, int count, float[] into) {
        sums.of(rows, count, scale, into);
    }
}
