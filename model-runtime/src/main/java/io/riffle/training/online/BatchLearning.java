package io.riffle.training.online;

import io.riffle.schema.TrainingSample;
import io.riffle.training.samples.HeldBack;
import io.riffle.training.samples.LearnableLists;
import io.riffle.training.samples.Lesson;
import io.riffle.training.samples.Reservoir;
import io.riffle.training.samples.Taken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Learns a batch with all models, beside samples that are learned again, and keeps it for that. */
final class BatchLearning {
    private final OnlineSettings settings;
    private final OnlineModels models;
    private final Reservoir reservoir;
    private final HeldBack heldBack;

    /**
     * @param settings what is learned again, and how much of a history is read
     */
    BatchLearning(
            OnlineSettings settings, OnlineModels models, Reservoir reservoir, HeldBack heldBack) {
        this.settings = settings;
        this.models = models;
        this.reservoir = reservoir;
        this.heldBack = heldBack;
    }

    /** The backbone's mean loss. */
    double learn(List<Taken> batch, OnlineCounters counters) {
        List<Lesson> lessons = new ArrayList<>(batch.size());
        for (Taken taken : batch) {
            lessons.add(taken.lesson());
        }
        LearnableLists.Fresh lists = models.reranker().lists(lessons);
        // With more news than time nothing old is learned again.
        boolean rests = counters.mode != BacklogPolicy.Mode.ALL;
        double ratio = rests ? 0 : settings.replayRatio();
        long before = counters.learned - lessons.size();
        List<TrainingSample> replayed =
                reservoir.draw(
                        reservoir.due(
                                before, lessons.size(), ratio, settings.backbone().maxEvents()));
        List<TrainingSample> relisted =
                reservoir.drawBeside(models.reranker().replays(lessons.size()));
        double loss = models.learn(lessons, lists, replayed, relisted, counters.mode);
        for (Taken taken : batch) {
            reservoir.offer(taken.lesson().sample(), taken.first());
        }
        return loss;
    }

    /** A revision of the same request that came before; null when none is kept. */
    @Nullable TrainingSample earlier(TrainingSample sample) {
        if (sample.revision() == 0) {
            return null;
        }
        TrainingSample waits = heldBack.earlier(sample.recommendationId());
        return waits == null ? reservoir.kept(sample.recommendationId()) : waits;
    }
}
