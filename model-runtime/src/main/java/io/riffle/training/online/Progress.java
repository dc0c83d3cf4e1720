package io.riffle.training.online;

import io.riffle.training.judge.Judges;

/**
 * What a trainer has done so far, for metrics.
 *
 * @param learned samples learned, or waiting to be judged on and then learned
 * @param repeated samples of which this or a later revision was learned before
 * @param unanswered samples that taught nothing, because nobody has clicked since
 * @param skipped samples left out because of a backlog
 * @param waiting samples that wait
 * @param steps optimiser steps of the backbone
 * @param loss mean loss of the newest batch; NaN before the first
 * @param heldOut clicks of the newest judgement of a backbone
 * @param trainedNdcg their NDCG@10 by the trainer's weights
 * @param servedNdcg their NDCG@10 by the best version of the last day
 * @param mode of the backlog
 * @param lagMs age of the newest sample when it arrived
 * @param items item rows in use
 * @param refusedItems times that an item was met and got no row
 * @param leftOut steps of the backbone that were not finite
 * @param reranker the same of the reranker
 */
public record Progress(
        long learned,
        long repeated,
        long unanswered,
        long skipped,
        int waiting,
        long steps,
        double loss,
        int heldOut,
        double trainedNdcg,
        double servedNdcg,
        BacklogPolicy.Mode mode,
        long lagMs,
        int items,
        long refusedItems,
        long leftOut,
        RerankerProgress reranker) {
    static Progress of(OnlineCounters counters, int waiting, Judges judges, OnlineModels models) {
        return new Progress(
                counters.learned,
                counters.repeated,
                counters.unanswered,
                counters.skipped,
                waiting,
                models.backbone().steps(),
                counters.loss,
                judges.backbone().newest().clicks(),
                judges.backbone().newest().trained(),
                judges.backbone().newest().reference(),
                counters.mode,
                counters.lagMs,
                models.backbone().items().rows(),
                models.backbone().items().refused(),
                models.backbone().leftOut(),
                models.reranker().progress(judges.reranker()));
    }
}
