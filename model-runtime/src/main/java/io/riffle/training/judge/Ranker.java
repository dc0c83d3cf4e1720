package io.riffle.training.judge;

import io.riffle.training.lists.ListSample;
import java.util.List;

/** What is judged: the slates that a reranker would have shown. */
@FunctionalInterface
public interface Ranker {

    /**
     * All candidates of each list in the order in which its slate is read out.
     *
     * @return [list][place], candidate indices
     */
    int[][] orders(List<ListSample> lists);
}
