package io.riffle.training.online;

import io.riffle.schema.Ids;
import io.riffle.schema.TrainingSample;
import java.io.Serializable;
import java.util.Locale;

/**
 * What gives way when samples come faster than they are learned. The lag is the age of a sample
 * when it reaches the trainer. Beyond the first limit only the student of the reranker learns, and
 * the backbone learns nothing old again; beyond the second a share of the samples is left out that
 * grows with the lag, so that the lag stays within a small multiple of the limit whatever the rate.
 *
 * @param studentOnlyAfterMs lag from which the teacher rests
 * @param sampleAfterMs lag from which samples are left out
 */
public record BacklogPolicy(long studentOnlyAfterMs, long sampleAfterMs) implements Serializable {
    /** How much is learned. The code is the value of the metric {@code backlog.mode}. */
    public enum Mode {
        /** Everything. */
        ALL(0),
        /** Everything but the reranker's teacher and what the backbone has learned before. */
        STUDENT_ONLY(1),
        /** A part of the samples, by the student only. */
        SAMPLED(2);

        private final int code;

        Mode(int code) {
            this.code = code;
        }

        /** Number in metrics. */
        public int code() {
            return code;
        }
    }

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException when the limits are not in order
     */
    public BacklogPolicy {
        if (studentOnlyAfterMs < 0 || sampleAfterMs < studentOnlyAfterMs) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The limits (%d ms, %d ms) of the backlog policy must not be negative"
                                    + " and must not fall.%nMaybe swap them.",
                            studentOnlyAfterMs,
                            sampleAfterMs));
        }
    }

    /** The mode at this lag. */
    public Mode mode(long lagMs) {
        if (lagMs > sampleAfterMs) {
            return Mode.SAMPLED;
        }
        return lagMs > studentOnlyAfterMs ? Mode.STUDENT_ONLY : Mode.ALL;
    }

    /**
     * Whether the sample is learned at this lag. The share is the square of limit / lag; which
     * samples these are depends on their request alone, so that all revisions share one fate at one
     * lag.
     */
    public boolean keeps(TrainingSample sample, long lagMs) {
        if (lagMs <= sampleAfterMs) {
            return true;
        }
        double share = (double) sampleAfterMs / lagMs;
        double place = (Ids.eventHash(sample.recommendationId()) >>> 11) * 0x1.0p-53;
        return place < share * share;
    }
}
