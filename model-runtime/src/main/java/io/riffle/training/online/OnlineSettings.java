package io.riffle.training.online;

import io.riffle.training.reranker.RerankerSettings;
import io.riffle.training.stream.BackboneSettings;
import java.io.Serializable;

/**
 * How the trainers learn from the stream.
 *
 * @param batchSize new samples of one training batch
 * @param batchAgeMs longest wait of a sample for others
 * @param maxWaiting samples that may wait; beyond it learning takes no rest
 * @param replayRatio positions of kept samples that are learned again for each new sample
 * @param reservoirSize samples kept for replay
 * @param replayHorizon samples after which kept ones begin to fade
 * @param remembered requests whose learned revisions are remembered
 * @param heldOutShare share of the requests that wait before they are learned, so that models are
 *     judged on them; 0 judges nothing
 * @param heldOutSize requests with slate labels that wait, of explored ones as many again
 * @param cpuShare share of its thread's time that learning may take, more than 0 and at most 1
 * @param backlog what gives way when samples come too fast
 * @param backbone how the backbone learns
 * @param reranker how the reranker learns
 * @param blends whether counting sources propose beside the backbone
 * @param seed of everything drawn
 */
public record OnlineSettings(
        int batchSize,
        long batchAgeMs,
        int maxWaiting,
        double replayRatio,
        int reservoirSize,
        long replayHorizon,
        int remembered,
        double heldOutShare,
        int heldOutSize,
        double cpuShare,
        BacklogPolicy backlog,
        BackboneSettings backbone,
        RerankerSettings reranker,
        boolean blends,
        long seed)
        implements Serializable {
    /** Good settings for some hundred clicks a second. */
    public static final OnlineSettings DEFAULT =
            new OnlineSettings(
                    64,
                    1_000,
                    4_096,
                    1,
                    5_000,
                    200_000,
                    200_000,
                    0.25,
                    500,
                    0.5,
                    new BacklogPolicy(30_000, 120_000),
                    BackboneSettings.DEFAULT,
                    RerankerSettings.DEFAULT,
                    true,
                    42);
}
