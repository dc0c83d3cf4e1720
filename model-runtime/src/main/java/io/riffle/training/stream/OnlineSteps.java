package io.riffle.training.stream;

import io.riffle.training.backbone.BackboneTrainer;
import io.riffle.training.backbone.Batches;
import io.riffle.training.backbone.TrainingSequence;
import io.riffle.training.optimiser.StepSize;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The optimiser steps of a backbone that learns from a stream: sequences of about one length share
 * a step, steps come in random order, the rate is constant after a warm-up of the moments. A step
 * that is not finite is left out and counted.
 *
 * <p><b>State</b>: whether learning began with a model, and what was left out; owned by one thread.
 */
final class OnlineSteps {
    private final BackboneTrainer trainer;
    private final BackboneSettings settings;
    private boolean continued;
    private long leftOut;

    /**
     * @param continued whether the weights were learned before: then steps are shorter
     */
    OnlineSteps(BackboneTrainer trainer, BackboneSettings settings, boolean continued) {
        this.trainer = trainer;
        this.settings = settings;
        this.continued = continued;
    }

    /** Steps left out so far. */
    long leftOut() {
        return leftOut;
    }

    /** Takes the steps of some sequences, which are sorted; mean loss, NaN when there is none. */
    double take(List<TrainingSequence> sequences) {
        sequences.sort(Comparator.comparingInt(TrainingSequence::length));
        List<List<TrainingSequence>> batches =
                Batches.of(sequences, TrainingSequence::length, settings.stepPositions());
        Collections.shuffle(batches, new Random(settings.seed() * 31 + trainer.steps()));
        double sum = 0;
        int targets = 0;
        for (List<TrainingSequence> batch : batches) {
            float loss = trainer.learn(batch, trainer.steps() + leftOut, size());
            if (Float.isFinite(loss)) {
                int learning = batch.stream().mapToInt(TrainingSequence::learning).sum();
                sum += loss * (double) learning;
                targets += learning;
            } else {
                leftOut++;
            }
        }
        return targets == 0 ? Double.NaN : sum / targets;
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(continued);
        out.writeLong(leftOut);
    }

    void read(DataInput in) throws IOException {
        continued = in.readBoolean();
        leftOut = in.readLong();
    }

    /** Moments of zero are no estimate: the first steps are short. */
    private StepSize size() {
        float rate = continued ? settings.continuedRate() : settings.learningRate();
        float warm = Math.min(1, (trainer.steps() + 1f) / (settings.warmUpSteps() + 1f));
        return new StepSize(rate * warm, settings.clipNorm());
    }
}
