package io.riffle.training.reranker;

import io.riffle.schema.actions.ActionRules;
import io.riffle.training.distillation.RerankerOptions;
import java.io.Serializable;

/**
 * How a reranker learns from the stream.
 *
 * @param on whether one is trained
 * @param minLists lists with a click after which it begins: its columns come from what was seen
 * @param stepLists most lists of one optimiser step, those learned again included
 * @param replayRatio kept samples drawn for each new one; those with a click are learned again
 * @param learningRate step size of AdamW
 * @param distillation weight of the teacher's lessons once it has warmed up; 0 trains no teacher
 * @param warmupLists lists after which that weight is reached
 * @param skipUnshown share of the lists of which only what was shown counts: 1 where clicks come
 *     from slates, 0 where they come from elsewhere
 * @param seed of everything drawn
 * @param actions how much each action teaches
 */
public record RerankerSettings(
        boolean on,
        int minLists,
        int stepLists,
        double replayRatio,
        float learningRate,
        float distillation,
        int warmupLists,
        float skipUnshown,
        long seed,
        ActionRules actions)
        implements Serializable {
    /** Good settings for some hundred clicks a second. */
    public static final RerankerSettings DEFAULT =
            new RerankerSettings(true, 500, 64, 4, 1e-3f, .3f, 5_000, 1, 42);

    /** Settings under which actions mean what they usually do. */
    public RerankerSettings(
            boolean on,
            int minLists,
            int stepLists,
            double replayRatio,
            float learningRate,
            float distillation,
            int warmupLists,
            float skipUnshown,
            long seed) {
        this(
                on,
                minLists,
                stepLists,
                replayRatio,
                learningRate,
                distillation,
                warmupLists,
                skipUnshown,
                seed,
                ActionRules.USUAL);
    }

    /** The same as a trainer takes it. */
    RerankerOptions options() {
        return RerankerOptions.defaults(seed)
                .online(stepLists, learningRate, distillation, warmupLists, skipUnshown);
    }

    /** Whether what was not shown counts as well as what was. */
    public boolean learnsFromUnshown() {
        return skipUnshown < .5f;
    }
}
