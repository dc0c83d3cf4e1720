package io.riffle.training.pretraining;

import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.backbone.BackboneTrainer;
import io.riffle.training.backbone.TrainingOptions;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.pretraining.PretrainingCheckpoint.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backbone from a file of interactions: first, if wanted, on all but the last two events of each
 * user, to pick the epoch that ranks the second-last best; then again, up to that epoch, on all but
 * the events held out.
 *
 * <p><b>State</b>: a checkpoint each epoch, in a folder; a run with the same events and arguments
 * goes on from it with the same curve, since each epoch draws from its own seed. A run with more
 * epochs goes on, too: from where it goes on its learning rate follows the longer curve, so that
 * its weights are not those of a run that had as many epochs from the start. A selection then goes
 * on to the new number of epochs, and the final phase starts anew.
 */
public final class Pretraining {
    static final String SELECT = "select";
    private static final String FINAL = "final";

    private final Interactions interactions;
    private final BackboneShape shape;
    private final TrainingOptions options;
    private final PretrainingPlan plan;
    private final PretrainingCheckpoint checkpoint;
    private final PretrainingListener listener;
    private final PretrainingEpoch pass;
    private final String events;
    private final String key;
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
        this.pass = new PretrainingEpoch(interactions, shape, options, plan, listener);
        this.events = Fingerprint.of(interactions);
        this.key = key(shape, options, plan);
    }

    /**
     * Trains to the end, from the checkpoint if there is one.
     *
     * @return the trained backbone; the caller closes it
     * @throws IllegalStateException when there is nothing to learn from, or the checkpoint is not
     *     of this run
     */
    public BackboneTrainer run() throws IOException {
        int most = plan.select() ? Math.max(2, plan.heldOut()) : plan.heldOut();
        if (positions(most) == 0) {
            throw new IllegalStateException(
                    "The positions (0) to learn from must be at least 1: no user has two events"
                            + " besides the "
                            + most
                            + " held out.\nMaybe hold out fewer, or do not select.");
        }
        State state = checkpoint.read(events, key);
        if (state != null) {
            curve.addAll(state.curve());
        }
        if (plan.select()) {
            state = select(state);
        }
        return train(FINAL, plan.heldOut(), plan.select() ? bestEpoch() : options.epochs(), state);
    }

    /** Targets to learn from when the newest events of each user are held out. */
    private long positions(int heldOut) {
        long positions = 0;
        for (int u = 0; u < interactions.users(); u++) {
            int events = interactions.end(u) - interactions.begin(u);
            positions += Math.max(0, events - heldOut - 1);
        }
        return positions;
    }

    /** Selects to the end; the state at the start of the final phase, or the one further on. */
    private State select(@Nullable State from) throws IOException {
        boolean done = from != null && from.phase().equals(FINAL);
        if (from != null && done && from.planned() == options.epochs()) {
            return from;
        }
        State state = from;
        if (from != null && done) {
            // More epochs than before: the selection goes on, and the rest follows from it anew.
            curve.removeIf(report -> report.phase().equals(FINAL));
            String tensors = from.selected();
            state = state(SELECT, curve.size(), from.planned(), tensors, tensors);
        }
        try (BackboneTrainer trainer = train(SELECT, 2, options.epochs(), state)) {
            String tensors = checkpoint.write(SELECT, options.epochs(), trainer);
            State next = state(FINAL, 0, options.epochs(), "", tensors);
            checkpoint.write(next);
            return next;
        }
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
        int done = from == null ? 0 : from.epochs();
        if (done > epochs) {
            throw new IllegalStateException(
                    "The epochs ("
                            + epochs
                            + ") of this pre-training must be at least those that its checkpoint"
                            + " has trained ("
                            + done
                            + ").\nMaybe give another folder with --checkpoint.");
        }
        listener.started(phase, done, epochs, from == null || done == 0 ? 0 : from.planned());
        BackboneTrainer trainer =
                BackboneTrainer.fresh(shape, interactions.itemRows(), options, plan.device());
        try {
            if (from != null) {
                checkpoint.restore(from.tensors(), trainer);
            }
            String selected = from == null || phase.equals(SELECT) ? "" : from.selected();
            for (int epoch = done; epoch < epochs; epoch++) {
                EpochReport report = pass.run(trainer, phase, heldOut, epoch);
                curve.add(report);
                String tensors = checkpoint.write(phase, epoch + 1, trainer);
                checkpoint.write(state(phase, epoch + 1, options.epochs(), tensors, selected));
                listener.finished(report);
            }
            return trainer;
        } catch (IOException | RuntimeException e) {
            trainer.close();
            throw e;
        }
    }

    private State state(String phase, int epochs, int planned, String tensors, String selected) {
        return new State(
                events, key, phase, epochs, planned, tensors, selected, List.copyOf(curve));
    }

    /** Without the number of epochs: a run can go on for more. */
    private static String key(BackboneShape shape, TrainingOptions options, PretrainingPlan plan) {
        String trained = options.toString().replace("epochs=" + options.epochs() + ", ", "");
        return (shape + " " + trained).replaceAll("\\w+\\[|[],]", "") + " " + plan.key();
    }
}
