package io.riffle.model.candidates;

/**
 * Numbers about the candidates of one list, where they stand among those of all lists: first-stage
 * score and popularity; age, and whether it is known; share of the history that has one of the
 * item's categories; whether the item is known; then the caller's columns.
 *
 * <p>Popularity is standardised within the list. So are score and caller's columns, unless the
 * configuration knows their usual deviation: then they are centred within the list and divided by
 * that, so that a list whose candidates hardly differ is not blown up into one whose candidates do.
 */
final class DenseColumns {
    /** Bound of what is divided by a usual deviation: one odd list must not outweigh all. */
    private static final float MOST = 5;

    private final RerankColumns columns;
    private final ItemTable table;
    private final float[] dense_BKF;
    private final int from;

    /**
     * Columns of a list.
     *
     * @param from candidate of all lists that is the first of this one
     */
    DenseColumns(RerankColumns columns, ItemTable table, float[] dense_BKF, int from) {
        this.columns = columns;
        this.table = table;
        this.dense_BKF = dense_BKF;
        this.from = from;
    }

    /** Writes all columns. */
    void fill(RerankRequest request, float[] categoryShares) {
        int size = request.items().length;
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            int row = request.items()[i];
            boolean then = request.facts().length > 0;
            values[i] = then ? request.facts()[i][0] : table.logCount(row);
            int at = (from + i) * columns.denseWidth();
            float day = then ? request.facts()[i][1] : table.firstSeenDay(row);
            if (day >= 0) {
                double age = Math.max(0, request.querySeconds() / 86400.0 - day);
                dense_BKF[at + 2] = (float) Math.log1p(age) / 4;
                dense_BKF[at + 3] = 1;
            }
            dense_BKF[at + 4] = categoryShares[i];
            // Without rows of their own, being in the table says nothing about items.
            dense_BKF[at + 5] = row > 0 && columns.itemRows() != ItemRows.NONE ? 1 : 0;
        }
        write(values, 1, 0);
        if (request.scores().length > 0) {
            write(request.scores(), 0, columns.scale(0));
        }
        if (request.features().length > 0) {
            for (int f = 0; f < columns.features().size(); f++) {
                for (int i = 0; i < size; i++) {
                    values[i] = request.features()[i][f];
                }
                write(values, RerankColumns.OWN_FEATURES + f, columns.scale(f + 1));
            }
        }
    }

    /**
     * Writes (x - mean) / deviation; zeros when all are equal, and for values that are no numbers.
     *
     * @param scale deviation; 0 for the list's own
     */
    private void write(float[] values, int column, float scale) {
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                sum += value;
                squares += (double) value * value;
                n++;
            }
        }
        double mean = n == 0 ? 0 : sum / n;
        double own = n == 0 ? 0 : Math.sqrt(Math.max(0, squares / n - mean * mean));
        if (own <= 1e-6 * Math.max(1, Math.abs(mean))) {
            return;
        }
        double deviation = scale > 0 ? scale : own;
        for (int i = 0; i < values.length; i++) {
            if (Float.isFinite(values[i])) {
                double scaled = (values[i] - mean) / deviation;
                dense_BKF[(from + i) * columns.denseWidth() + column] =
                        (float) Math.max(-MOST, Math.min(MOST, scaled));
            }
        }
    }
}
