package io.riffle.job.inference;

/** How many versions the process holds, for tests of other packages. */
public final class HeldWeights {

    private HeldWeights() {}

    public static int count() {
        return RecommenderLoader.held();
    }
}
