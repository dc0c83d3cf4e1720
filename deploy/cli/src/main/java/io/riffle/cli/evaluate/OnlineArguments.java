package io.riffle.cli.evaluate;

import io.riffle.artifact.LoadedModel;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.Checked;
import io.riffle.cli.arguments.DeviceArgument;
import io.riffle.schema.actions.ActionRules;
import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.evaluation.StreamLearner;
import io.riffle.training.online.OnlineSettings;
import io.riffle.training.stream.BackboneSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of a backbone that learns as it is evaluated. */
final class OnlineArguments implements Checked {
    private static final OnlineSettings JOB = OnlineSettings.DEFAULT;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description =
                    "Step size while learning (default: as the training job, 0.0005 for a model,"
                            + " 0.002 for none).")
    private @Nullable Float learningRate;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "New events of one training batch (default: as the training job, 64).")
    private int batch = JOB.batchSize();

    @Option(
            names = "--batch-positions",
            paramLabel = "N",
            description = "Positions of one step (default: as the training job, 4096).")
    private int batchPositions = JOB.backbone().stepPositions();

    @Option(
            names = "--max-events",
            paramLabel = "N",
            description =
                    "Longest history learned from, its target included (default: as the training"
                            + " job, 65).")
    private int maxEvents = JOB.backbone().maxEvents();

    @Option(
            names = "--dropout",
            paramLabel = "R",
            description = "While learning (default: as the training job, 0.1).")
    private float dropout = JOB.backbone().dropout();

    @Option(
            names = "--replay",
            paramLabel = "R",
            description =
                    "Events of kept histories that are learned again for each new one (default: as"
                            + " the training job, 1).")
    private double replay = JOB.replayRatio();

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "Steps over which the learning rate rises from 0 (default: as the training"
                            + " job).")
    private int warmUp = JOB.backbone().warmUpSteps();

    @Option(
            names = "--replay-reservoir",
            paramLabel = "N",
            description = "Events kept for that (default: as the training job, 5000).")
    private int reservoir = JOB.reservoirSize();

    @Option(
            names = "--replay-horizon",
            paramLabel = "N",
            description =
                    "Events after which kept ones begin to fade (default: as the training job,"
                            + " 200000).")
    private int horizon = (int) JOB.replayHorizon();

    @Option(
            names = "--width",
            paramLabel = "D",
            defaultValue = "64",
            description = "Without a model: width of item rows (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--layers",
            paramLabel = "L",
            defaultValue = "4",
            description = "Without a model: blocks (default: ${DEFAULT-VALUE}).")
    private int layers;

    @Option(
            names = "--ffn-width",
            paramLabel = "F",
            defaultValue = "256",
            description =
                    "Without a model: hidden width of the feed-forward stage (default:"
                            + " ${DEFAULT-VALUE}).")
    private int ffnWidth;

    @Option(
            names = "--max-history",
            paramLabel = "N",
            defaultValue = "200",
            description = "Without a model: events of its window (default: ${DEFAULT-VALUE}).")
    private int maxHistory;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Of dropout (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--device",
            defaultValue = "auto",
            description = "auto, cpu or gpu (default: ${DEFAULT-VALUE}).")
    private String device = "auto";

    @Override
    public void check() {
        Objects.requireNonNull(settings(ActionRules.USUAL).backbone().options(1));
        shape().check();
        DeviceArgument.check(device);
    }

    void check(CommandSpec spec) {
        ArgumentRules.atLeast(spec, "number of events", "--replay", replay, 0);
        ArgumentRules.atLeast(spec, "number of events", "--replay-horizon", horizon, 1);
        ArgumentRules.atLeast(spec, "number of events", "--replay-reservoir", reservoir, 0);
        ArgumentRules.atLeast(spec, "number of events", "--batch", batch, 1);
        ArgumentRules.atLeast(spec, "number of steps", "--warm-up", warmUp, 0);
        ArgumentRules.atLeast(spec, "number of events", "--max-events", maxEvents, 2);
    }

    /** How the training job would learn under such rules, but for what is asked for. */
    private OnlineSettings settings(ActionRules actions) {
        BackboneSettings job = JOB.backbone();
        BackboneSettings backbone =
                new BackboneSettings(
                        learningRate == null ? job.learningRate() : learningRate,
                        learningRate == null ? job.continuedRate() : learningRate,
                        warmUp,
                        job.clipNorm(),
                        job.weightDecay(),
                        dropout,
                        maxEvents,
                        batchPositions,
                        job.fullSoftmaxRows(),
                        job.drawnNegatives(),
                        job.maxItems(),
                        false,
                        seed,
                        actions,
                        job.dislikeWeight());
        return new OnlineSettings(
                batch,
                JOB.batchAgeMs(),
                JOB.maxWaiting(),
                replay,
                reservoir,
                horizon,
                JOB.remembered(),
                JOB.heldOutShare(),
                JOB.heldOutSize(),
                JOB.cpuShare(),
                JOB.backlog(),
                backbone,
                JOB.reranker(),
                JOB.blends(),
                seed);
    }

    /** One that learns from a model on, or from nothing, as much as each action teaches. */
    StreamLearner learner(@Nullable LoadedModel artifact, ActionRules actions) {
        return StreamLearner.of(settings(actions), artifact, shape(), device);
    }

    String device() {
        return device;
    }

    BackboneShape shape() {
        return new BackboneShape(width, layers, ffnWidth, maxHistory);
    }
}
