package io.riffle.schema;

/**
 * Tells what one job purged for one {@link ForgetUser}.
 *
 * @param forgottenTime epoch ms
 * @param job that purged
 * @param subtask index of its subtask that had kept the user
 * @param models newest versions of the models that may have learned from the user
 */
public record ForgetReceipt(
        ForgetUser request,
        long forgottenTime,
        String job,
        int subtask,
        Purged purged,
        Learned models) {

    /** Checks time, job and subtask. */
    public ForgetReceipt {
        Rules.time("forgotten time", forgottenTime, "a forget receipt");
        Rules.id("job", job, "a forget receipt");
        Rules.notNegative("subtask", subtask, "a forget receipt");
    }

    /**
     * How much of a user there was.
     *
     * @param historyEvents events of the history
     * @param openSlates slates that still took labels
     * @param dislikes items that were not to be shown
     * @param profile whether there was one
     * @param waitingSamples training samples that waited to be learned
     * @param keptSamples learned ones that were kept for replay
     */
    public record Purged(
            int historyEvents,
            int openSlates,
            int dislikes,
            boolean profile,
            int waitingSamples,
            int keptSamples) {}

    /**
     * The newest published versions: these and earlier ones may have learned from the user, and
     * weights do not say whether they did. 0 = none.
     */
    public record Learned(long backboneVersion, long rerankerVersion) {

        /** A job that teaches no models. */
        public static final Learned NOTHING = new Learned(0, 0);
    }
}
