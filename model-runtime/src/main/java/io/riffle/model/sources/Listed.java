package io.riffle.model.sources;

/** Items that another ranker, such as the backbone, proposes to this request. */
final class Listed implements Source {
    private final String name;
    private int[] rows = new int[0];
    private float[] probabilities = new float[0];
    private final RowSums chances = new RowSums();

    Listed(String name) {
        this.name = name;
    }

    /**
     * What is proposed next.
     *
     * @param rows best first
     * @param scores of the rows, falling
     * @param temperature that the softmax of the scores has
     */
    void set(int[] rows, float[] scores, float temperature) {
        this.rows = rows;
        probabilities = new float[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = (float) Math.exp((scores[i] - scores[0]) / temperature);
            sum += probabilities[i];
        }
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] /= (float) sum;
        }
    }

    /** Nothing is proposed next. */
    void clear() {
        rows = new int[0];
        probabilities = new float[0];
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void grow(int rows) {
        chances.grow(rows);
    }

    @Override
    public void propose(Past past, long now, Union union, int number) {
        chances.start();
        for (int i = 0; i < rows.length; i++) {
            chances.add(rows[i], probabilities[i]);
            if (!union.leavesOut(rows[i])) {
                union.add(number, rows[i]);
            }
        }
    }

    @Override
    public void probabilities(int[] items, int count, float[] into) {
        chances.of(items, count, 1, into);
    }
}
