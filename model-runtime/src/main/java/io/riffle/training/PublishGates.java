package io.riffle.training;

import java.io.Serializable;

/**
 * What a model must pass before it is announced.
 *
 * @param normDrift largest growth of a tensor against the version before, see {@link
 *     io.riffle.artifact.NormDrift}
 * @param tolerance how much lower than the serving version's the held-out NDCG@10 may be
 * @param minHeldOut targets without which quality is not judged
 * @param readBack largest difference of an output between the weights meant and those read back
 */
public record PublishGates(double normDrift, double tolerance, int minHeldOut, double readBack)
        implements Serializable {
    /** Lets learning from nothing through and stops a diverged model. */
    public static final PublishGates DEFAULT = new PublishGates(3, 0.02, 200, 1e-5);
}
