package io.riffle.training.evaluation;

/** What showing the candidates of a test list in some order is worth, in expected clicks. */
public interface ListUtility {
    /**
     * Worth of one order of one list.
     *
     * @param list index of the test list
     * @param order candidate indices, best first; all candidates
     */
    double of(int list, int[] order);
}
