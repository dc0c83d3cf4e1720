package io.riffle.training.pretraining;

import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.backbone.BackboneTrainer;
import io.riffle.training.backbone.QueryTime;
import io.riffle.training.backbone.TrainingBatch;
import io.riffle.training.backbone.TrainingOptions;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.evaluation.LeaveOneOut;
import io.riffle.training.optimiser.StepSize;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.SplittableRandom;

/** One pass over the interactions of a pre-training run, a function of seed and epoch. */
final class PretrainingEpoch {
    private final Interactions interactions;
    private final BackboneShape shape;
    private final TrainingOptions options;
    private final PretrainingPlan plan;
    private final PretrainingListener listener;

    PretrainingEpoch(
            Interactions interactions,
            BackboneShape shape,
            TrainingOptions options,
            PretrainingPlan plan,
            PretrainingListener listener) {
        this.interactions = interactions;
        this.shape = shape;
        this.options = options;
        this.plan = plan;
        this.listener = listener;
    }

    /**
     * Learns every event that is not held out once.
     *
     * @param epoch from 0
     */
    EpochReport run(BackboneTrainer trainer, String phase, int heldOut, int epoch) {
        long wallStart = System.nanoTime();
        double cpuStart = cpuSeconds();
        BatchPlan batches =
                new BatchPlan(interactions, heldOut, shape.maxHistory(), options, epoch);
        SplittableRandom random = trainer.random(epoch);
        long steps = (long) batches.size() * options.epochs();
        double sum = 0;
        long positions = 0;
        long padded = 0;
        for (int i = 0; i < batches.size(); i++) {
            TrainingBatch batch = batches.batch(i);
            long step = (long) batches.size() * epoch + i;
            StepSize size = StepSize.unclipped(options.learningRate(step, steps));
            float loss = finite(trainer.learn(batch, size, random));
            sum += (double) loss * batch.targets().length;
            positions += batch.targets().length;
            padded += batch.padded();
            listener.stepped(
                    phase,
                    epoch + 1,
                    (step + 1.0) / steps,
                    sum / positions,
                    positions / seconds(wallStart));
        }
        double wall = seconds(wallStart);
        double cpu = cpuSeconds() - cpuStart;
        return new EpochReport(
                phase,
                epoch + 1,
                sum / positions,
                positions,
                1 - (double) positions / padded,
                cpu,
                wall,
                quality(trainer, phase, epoch + 1));
    }

    private Map<String, Double> quality(BackboneTrainer trainer, String phase, int epoch) {
        boolean due = epoch % plan.evaluateEvery() == 0 || epoch == options.epochs();
        if (!phase.equals(Pretraining.SELECT) || !due) {
            return Map.of();
        }
        return new LeaveOneOut(interactions, 2)
                .evaluate(trainer.scorer(), QueryTime.NEXT, plan.evaluateShare())
                .asMap();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : 0;
    }

    private static float finite(float loss) {
        if (!Float.isFinite(loss)) {
            throw new IllegalStateException(
                    "The loss ("
                            + loss
                            + ") of a training step must be finite.\n"
                            + "Maybe lower the learning rate.");
        }
        return loss;
    }
}
