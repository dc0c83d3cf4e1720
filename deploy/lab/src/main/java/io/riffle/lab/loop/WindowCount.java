package io.riffle.lab.loop;

/** Sums over a stretch of requests that goes on. */
final class WindowCount {
    private final int from;
    private final long refusedBefore;
    private int requests;
    private double served;
    private double firstStage;
    private double oracle;
    private int drawn;
    private int published;

    WindowCount(int from, long refusedBefore) {
        this.from = from;
        this.refusedBefore = refusedBefore;
    }

    /** Adds a request, in expected clicks. */
    void add(double ofServed, double ofFirstStage, double ofOracle, boolean wasDrawn) {
        requests++;
        served += ofServed;
        firstStage += ofFirstStage;
        oracle += ofOracle;
        drawn += wasDrawn ? 1 : 0;
    }

    void published(long rerankers) {
        published += (int) rerankers;
    }

    int requests() {
        return requests;
    }

    LoopWindow window(long version, long refused, LoopLearner.Judged judged) {
        return new LoopWindow(
                from,
                requests,
                served / requests,
                firstStage / requests,
                oracle / requests,
                drawn,
                version,
                published,
                refused - refusedBefore,
                judged);
    }
}
