package io.riffle.model.sources;

/**
 * Items that followed what the user did last: the neighbours of the newest events, older ones
 * counting less; or of the newest event alone, and then few observations count for little.
 */
final class Neighbours implements Source {
    /** How much an event counts beside the one that came after it. */
    static final double AGE = .7;

    private final String name;
    private final PairCounts pairs;
    private final int events;
    private final double shrinkage;
    private final RowSums sums = new RowSums();
    private float scale;

    /**
     * @param events newest events that count
     * @param shrinkage added to the sum of an item's weights
     */
    Neighbours(String name, PairCounts pairs, int events, double shrinkage) {
        this.name = name;
        this.pairs = pairs;
        this.events = events;
        this.shrinkage = shrinkage;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void grow(int rows) {
        sums.grow(rows);
    }

    @Override
    public void propose(Past past, long now, Union union, int number) {
        sums.start();
        double weight = 1;
        double all = 0;
        for (int lag = 1; lag <= Math.min(events, past.length()); lag++) {
            pairs.addTo(sums, past.rows()[past.length() - lag], weight, shrinkage);
            all += weight;
            weight *= AGE;
        }
        scale = all == 0 ? 0 : (float) (1 / all);
        sums.propose(union, number);
    }

    @Override
    public void probabilities(int[] rows, int count, float[] into) {
        sums.of(rows, count, scale, into);
    }
}
