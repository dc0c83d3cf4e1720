package io.riffle.serving.passes;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;

/** Collects the vectors of several passes and puts them in the order of their queries. */
public final class Vectors {
    private final NDList parts = new NDList();
    private final long[] back;
    private int filled;

    /** None of so many yet. */
    public Vectors(int queries) {
        this.back = new long[queries];
    }

    /** The next vector belongs to the query at this place. */
    public void place(int query) {
        back[query] = filled++;
    }

    /** Adds the vectors of a pass, in the order of {@link #place}. */
    public void add(NDArray vectors_QD) {
        parts.add(vectors_QD);
    }

    /** All of them, [Q, D]. */
    public NDArray inOrder(NDManager scratch) {
        NDArray all = parts.size() == 1 ? parts.head() : NDArrays.concat(parts);
        return Embedding.embedding(scratch.create(back), all, SparseFormat.DENSE).head();
    }
}
