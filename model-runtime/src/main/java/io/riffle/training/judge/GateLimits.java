package io.riffle.training.judge;

import java.io.Serializable;

/**
 * What a model must pass before it is announced.
 *
 * @param normDrift largest growth of a tensor against the version before, see {@link
 *     io.riffle.artifact.NormDrift}
 * @param tolerance how much lower than the best recent version's the held-out NDCG@10 of a backbone
 *     may be
 * @param minHeldOut held-out targets or lists with clicks without which quality is not judged
 * @param readBack largest difference of an output between the weights meant and those read back
 * @param listTolerance how much fewer clicks a reranker may bring than what serves and than the
 *     first stage's order, as a share
 * @param floorMs how long a version counts as the best that others must not fall behind; 0 = not at
 *     all
 */
public record GateLimits(
        double normDrift,
        double tolerance,
        int minHeldOut,
        double readBack,
        double listTolerance,
        long floorMs)
        implements Serializable {
    private static final long DAY = 86_400_000;

    /** Lets learning from nothing through and stops a diverged model. */
    public static final GateLimits DEFAULT = new GateLimits(3, 0.02, 200, 1e-5, 0.01, DAY);

    /** The same tolerance for backbone and reranker, and a floor of one day. */
    public GateLimits(double normDrift, double tolerance, int minHeldOut, double readBack) {
        this(normDrift, tolerance, minHeldOut, readBack, tolerance, DAY);
    }
}
