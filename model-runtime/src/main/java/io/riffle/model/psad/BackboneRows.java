package io.riffle.model.psad;

/**
 * The backbone's item rows as the reranker reads them: unit length times the root of the width, so
 * that every column has about unit scale; the generator too looks at directions alone.
 */
final class BackboneRows {
    private BackboneRows() {}

    /**
     * Scales rows.
     *
     * @param rows (items, width) as in the backbone's {@code item_embedding}; row 0 becomes zero
     */
    static float[] scaled(float[] rows, int width) {
        float[] scaled = new float[rows.length];
        for (int from = width; from < rows.length; from += width) {
            double squares = 1e-12;
            for (int d = from; d < from + width; d++) {
                squares += (double) rows[d] * rows[d];
            }
            double factor = Math.sqrt(width / squares);
            for (int d = from; d < from + width; d++) {
                scaled[d] = (float) (rows[d] * factor);
            }
        }
        return scaled;
    }
}
