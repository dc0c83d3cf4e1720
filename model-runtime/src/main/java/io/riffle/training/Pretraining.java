package io.riffle.training;

import io.riffle.training.PretrainingCheckpoint.State;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A backbone from a file of interactions: first, if wanted, on all but the last two events of each
 * user, to pick the epoch that ranks the second-last best; then again, up to that epoch, on all but
 * the events held out.
 *
 * <p><b>State</b>: a checkpoint each epoch, in a folder; a run with the same arguments goes on from
 * it with the same curve, since each epoch draws from its own seed.
 */
public final class Pretraining {
    private static final String SELECT = "select";
    private static final String FINAL = "final";

    private final Interactions interactions;
    private final BackboneShape shape;
    private final TrainingOptions options;
    private final PretrainingPlan plan;
    private final PretrainingCheckpoint checkpoint;
    private final PretrainingListener listener;
    private final List<EpochReport> curve = new ArrayList<>();

    /**
     * Prepares a run.
     *
     * @param checkpoints folder of this run alone
     */
    public Pretraining(
            Interactions interactions,
            BackboneShape shape,
            TrainingOptions options,
            PretrainingPlan plan,
            Path checkpoints,
            PretrainingListener listener) {
        this.interactions = interactions;
        this.shape = shape;
        this.options = options;
        this.plan = plan;
        this.checkpoint = new PretrainingCheckpoint(checkpoints);
        this.listener = listener;
    }

    /**
     * Trains to the end, from the checkpoint if there is one.
     *
     * @return the trained backbone; the caller closes it
     */
    public BackboneTrainer run() throws IOException {
        State state = checkpoint.read();
        if (state != null && !state.key().equals(key())) {
            throw new IllegalArgumentException(
                    "The checkpoint ("
                            + state.key()
                            + ") of this pre-training must be of the same run ("
                            + key()
                            + ").\nMaybe give another checkpoint folder, or remove this one.");
        }
        if (state != null) {
            curve.addAll(state.curve());
        }
        int epochs = options.epochs();
        if (plan.select() && (state == null || state.phase().equals(SELECT))) {
            train(SELECT, 2, options.epochs(), state).close();
            state = new State(key(), FINAL, 0, "", List.copyOf(curve));
            checkpoint.write(state);
        }
        return train(FINAL, plan.heldOut(), plan.select() ? bestEpoch() : epochs, state);
    }

    /** All epochs so far. */
    public List<EpochReport> curve() {
        return List.copyOf(curve);
    }

    /** The epoch that ranked the second-last events best; 0 when none was evaluated. */
    public int bestEpoch() {
        int best = 0;
        double most = -1;
        for (EpochReport report : curve) {
            double ndcg = report.quality().getOrDefault("ndcg_at_10", -1.0);
            if (report.phase().equals(SELECT) && ndcg > most) {
                best = report.epoch();
                most = ndcg;
            }
        }
        return best;
    }

    /** Removes the checkpoint: the artifact is published. */
    public void forget() throws IOException {
        checkpoint.forget();
    }

    private BackboneTrainer train(String phase, int heldOut, int epochs, @Nullable State from)
            throws IOException {
        BackboneTrainer trainer =
                BackboneTrainer.fresh(shape, interactions.itemRows(), options, plan.device());
        if (from != null) {
            checkpoint.restore(from, trainer);
        }
        for (int epoch = from == null ? 0 : from.epochs(); epoch < epochs; epoch++) {
            EpochReport report = epoch(trainer, phase, heldOut, epoch);
            curve.add(report);
            checkpoint.write(key(), phase, epoch + 1, curve, trainer);
            listener.finished(report);
        }
        return trainer;
    }

    private EpochReport epoch(BackboneTrainer trainer, String phase, int heldOut, int epoch) {
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
            float loss = trainer.learn(batch, options.learningRate(step, steps), random);
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
        if (!phase.equals(SELECT) || !due) {
            return Map.of();
        }
        return new Evaluator(interactions, 2)
                .evaluate(trainer.scorer(), QueryTime.NEXT, plan.evaluateShare())
                .asMap();
    }

    private String key() {
        return interactions.size() + " events " + shape + " " + options + " " + plan.key();
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
}
