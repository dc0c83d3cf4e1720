package io.riffle.cli.learn;

import io.riffle.cli.arguments.Checked;
import io.riffle.cli.arguments.DeviceArgument;
import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.backbone.Negatives;
import io.riffle.training.backbone.QueryTime;
import io.riffle.training.backbone.TrainingOptions;
import io.riffle.training.backbone.Windows;
import picocli.CommandLine.Option;

/** Options of a backbone's size and of how it is trained. */
final class TrainingArguments implements Checked {
    @Option(
            names = "--width",
            paramLabel = "D",
            defaultValue = "64",
            description = "Width of item rows and positions (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--layers",
            paramLabel = "L",
            defaultValue = "4",
            description = "Blocks (default: ${DEFAULT-VALUE}).")
    private int layers;

    @Option(
            names = "--ffn-width",
            paramLabel = "F",
            defaultValue = "256",
            description = "Hidden width of the feed-forward stage (default: ${DEFAULT-VALUE}).")
    private int ffnWidth;

    @Option(
            names = "--max-history",
            paramLabel = "N",
            defaultValue = "200",
            description = "Events of a model window (default: ${DEFAULT-VALUE}).")
    private int maxHistory;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "14",
            description = "Passes over the events (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--batch-positions",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Positions of one step, padding included (default: ${DEFAULT-VALUE}).")
    private int batchPositions;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.002",
            description = "Peak step size of AdamW (default: ${DEFAULT-VALUE}).")
    private float learningRate;

    @Option(
            names = "--warm-up",
            paramLabel = "STEPS",
            defaultValue = "100",
            description = "Steps over which the learning rate rises (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--final-rate",
            paramLabel = "SHARE",
            defaultValue = "0.02",
            description =
                    "Share of the learning rate left at the end, 1 keeps it constant (default:"
                            + " ${DEFAULT-VALUE}).")
    private float finalRate;

    @Option(
            names = "--weight-decay",
            paramLabel = "R",
            defaultValue = "0",
            description = "Decoupled (default: ${DEFAULT-VALUE}).")
    private float weightDecay;

    @Option(
            names = "--dropout",
            paramLabel = "R",
            defaultValue = "0.2",
            description = "On input rows and before each linear stage (default: ${DEFAULT-VALUE}).")
    private float dropout;

    @Option(
            names = "--negatives",
            defaultValue = "ALL",
            description =
                    "What a target competes with: ${COMPLETION-CANDIDATES} (default:"
                            + " ${DEFAULT-VALUE}).")
    private Negatives negatives = Negatives.ALL;

    @Option(
            names = "--negative-count",
            paramLabel = "N",
            defaultValue = "128",
            description = "Item rows drawn, unless ALL (default: ${DEFAULT-VALUE}).")
    private int negativeCount;

    @Option(
            names = "--query-time",
            defaultValue = "NEXT",
            description =
                    "Time a position is asked with in training: ${COMPLETION-CANDIDATES} (default:"
                            + " ${DEFAULT-VALUE}).")
    private QueryTime queryTime = QueryTime.NEXT;

    @Option(
            names = "--windows",
            defaultValue = "ALL",
            description =
                    "Stretches of histories longer than the window: ${COMPLETION-CANDIDATES}"
                            + " (default: ${DEFAULT-VALUE}).")
    private Windows windows = Windows.ALL;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description =
                    "Of weights, data order, negatives and dropout (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--device",
            defaultValue = "auto",
            description = "auto, cpu or gpu (default: ${DEFAULT-VALUE}).")
    private String device = "auto";

    @Override
    public void check() {
        var unused = options();
        shape().check();
        DeviceArgument.check(device);
    }

    BackboneShape shape() {
        return new BackboneShape(width, layers, ffnWidth, maxHistory);
    }

    TrainingOptions options() {
        return new TrainingOptions(
                epochs,
                batchPositions,
                learningRate,
                warmUp,
                finalRate,
                weightDecay,
                dropout,
                negatives,
                negativeCount,
                queryTime,
                windows,
                seed);
    }

    String device() {
        return device;
    }
}
