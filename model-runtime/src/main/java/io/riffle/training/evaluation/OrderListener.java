package io.riffle.training.evaluation;

import io.riffle.training.lists.ListSample;

/** Is told in which order each ranking puts each test list. */
public interface OrderListener {
    /**
     * One list as one ranking orders it.
     *
     * @param ranking its name
     * @param training how many times the ranking has come, from 1: what is trained comes once a
     *     seed
     * @param order candidate indices, best first; all candidates
     */
    void ranked(String ranking, int training, ListSample list, int[] order);
}
