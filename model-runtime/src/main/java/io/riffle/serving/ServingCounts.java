package io.riffle.serving;

/**
 * How users of bundles were served since a recommender was made. All of it only grows.
 *
 * @param extended users whose settled positions were gone on from, or who had next to none
 * @param prefilled users whose window was encoded into the cache
 * @param encoded queries whose window was encoded without a slot
 * @param cacheHits users whose slot held settled positions of their window
 * @param cacheMisses users whose window had settled positions, none of which a slot held
 * @param cpu where the calling thread's time went
 */
public record ServingCounts(
        long extended,
        long prefilled,
        long encoded,
        long cacheHits,
        long cacheMisses,
        CpuNanos cpu) {

    /** Nothing yet. */
    public static final ServingCounts NONE =
            new ServingCounts(0, 0, 0, 0, 0, new CpuNanos(0, 0, 0, 0));

    /** What came since an earlier reading of the same recommender. */
    public ServingCounts since(ServingCounts earlier) {
        return new ServingCounts(
                extended - earlier.extended,
                prefilled - earlier.prefilled,
                encoded - earlier.encoded,
                cacheHits - earlier.cacheHits,
                cacheMisses - earlier.cacheMisses,
                cpu.since(earlier.cpu));
    }

    /**
     * CPU time of the calling thread, ns.
     *
     * @param extend new rows on settled positions
     * @param prefill whole windows, with a slot or without
     * @param topK scores of the catalogue and their selection
     * @param rerank the reranker's order
     */
    public record CpuNanos(long extend, long prefill, long topK, long rerank) {
        CpuNanos since(CpuNanos earlier) {
            return new CpuNanos(
                    extend - earlier.extend,
                    prefill - earlier.prefill,
                    topK - earlier.topK,
                    rerank - earlier.rerank);
        }
    }
}
