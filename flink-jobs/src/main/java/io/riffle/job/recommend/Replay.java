package io.riffle.job.recommend;

import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Which requests may have been answered before, by another slate: those that were received before
 * this attempt of the step opened, when there was an attempt before. Their recommendations went out
 * at once, their samples were lost with the attempt.
 *
 * @param restarted whether there was an attempt before
 * @param openedAt processing time, epoch ms
 */
record Replay(boolean restarted, long openedAt) {

    /**
     * @param received of the request's click, epoch ms
     */
    boolean of(long received) {
        return restarted && received <= openedAt;
    }

    /** A first start that cannot work must not be retried for ever; any later one may yet work. */
    static RuntimeException failedStart(RuntimeException cause, boolean restarted) {
        return restarted ? cause : new SuppressRestartsException(cause);
    }
}
