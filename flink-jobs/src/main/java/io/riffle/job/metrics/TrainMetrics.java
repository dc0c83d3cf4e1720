package io.riffle.job.metrics;

import io.riffle.training.online.OnlineTrainer;
import io.riffle.training.online.Progress;
import io.riffle.training.online.RerankerProgress;
import io.riffle.training.publish.Publication.Gate;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The numbers of the train step.
 *
 * <p><b>Units</b>: in the metric's name.
 */
public final class TrainMetrics {

    private final MetricGroup group;
    private final Counter published;
    private final EnumCounters<Gate> refused;

    public TrainMetrics(MetricGroup group, OnlineTrainer trainer, boolean lost) {
        this.group = group;
        this.published = group.counter("model.published");
        // All of them, so that the first one is seen as a rise from 0.
        this.refused =
                new EnumCounters<>(
                        Gate.class,
                        gate -> group.addGroup("reason", gate).counter("model.refused"));
        gauge("sample.learned", trainer, Progress::learned);
        gauge("sample.repeated", trainer, Progress::repeated);
        gauge("sample.unanswered", trainer, Progress::unanswered);
        gauge("sample.skipped", trainer, Progress::skipped);
        gauge("sample.waiting", trainer, Progress::waiting);
        gauge("train.steps", trainer, Progress::steps);
        gauge("train.loss", trainer, Progress::loss);
        gauge("train.items", trainer, Progress::items);
        gauge("train.items_refused", trainer, Progress::refusedItems);
        gauge("train.state_lost", trainer, progress -> lost ? 1 : 0);
        gauge("train.steps_left_out", trainer, Progress::leftOut);
        gauge("backlog.mode", trainer, progress -> progress.mode().code());
        gauge("backlog.lag_ms", trainer, Progress::lagMs);
        gauge("held_out.count", trainer, Progress::heldOut);
        gauge("held_out.trained_ndcg_at_10", trainer, Progress::trainedNdcg);
        gauge("held_out.served_ndcg_at_10", trainer, Progress::servedNdcg);
        reranker("lists", trainer, RerankerProgress::lists);
        reranker("steps", trainer, RerankerProgress::steps);
        reranker("taught_steps", trainer, RerankerProgress::taughtSteps);
        reranker("loss", trainer, RerankerProgress::loss);
        reranker("held_out.count", trainer, RerankerProgress::heldOut);
        reranker("held_out.trained_utility", trainer, RerankerProgress::trainedUtility);
        reranker("held_out.served_utility", trainer, RerankerProgress::servedUtility);
    }

    public void published() {
        published.inc();
    }

    /** Refusals so far, by gate. */
    public void refused(Map<Gate, Long> soFar) {
        soFar.forEach((gate, count) -> refused.add(gate, count - refused.count(gate)));
    }

    private <T> void reranker(
            String name, OnlineTrainer trainer, Function<RerankerProgress, T> number) {
        gauge("reranker." + name, trainer, progress -> number.apply(progress.reranker()));
    }

    private <T> void gauge(String name, OnlineTrainer trainer, Function<Progress, T> number) {
        Gauge<T> gauge = () -> number.apply(trainer.progress());
        group.gauge(name, gauge);
    }
}
