package io.riffle.training.metrics;

/**
 * How far two orders of the same candidates agree.
 *
 * @param top 1 when both put the same candidate first
 * @param overlap share of the first {@code depth} candidates of one that are among those of the
 *     other
 * @param kendall Kendall's tau over all pairs: 1 for the same order, -1 for the reverse
 */
public record ListAgreement(double top, double overlap, double kendall) {

    /**
     * Compares two orders.
     *
     * @param a candidate indices, best first
     * @param b the same indices in another order
     * @param depth candidates shown
     */
    public static ListAgreement of(int[] a, int[] b, int depth) {
        int count = a.length;
        int[] rank = new int[count];
        for (int r = 0; r < count; r++) {
            rank[b[r]] = r;
        }
        int shown = Math.min(depth, count);
        int shared = 0;
        long pairs = 0;
        for (int r = 0; r < count; r++) {
            shared += r < shown && rank[a[r]] < shown ? 1 : 0;
            for (int later = r + 1; later < count; later++) {
                pairs += rank[a[r]] < rank[a[later]] ? 1 : -1;
            }
        }
        double all = count * (count - 1) / 2.0;
        return new ListAgreement(
                a[0] == b[0] ? 1 : 0, (double) shared / shown, all == 0 ? 1 : pairs / all);
    }

    /**
     * Mean agreement over lists.
     *
     * @param scores of the candidates of each list
     * @param slates candidate indices in order, as somebody else would show them
     * @param depth candidates shown
     */
    public static ListAgreement mean(float[][] scores, int[][] slates, int depth) {
        double top = 0;
        double overlap = 0;
        double kendall = 0;
        for (int n = 0; n < slates.length; n++) {
            int[] other = ListMetrics.order(ListMetrics.scores(slates[n], scores[n].length));
            ListAgreement one = of(ListMetrics.order(scores[n]), other, depth);
            top += one.top / slates.length;
            overlap += one.overlap / slates.length;
            kendall += one.kendall / slates.length;
        }
        return new ListAgreement(top, overlap, kendall);
    }
}
