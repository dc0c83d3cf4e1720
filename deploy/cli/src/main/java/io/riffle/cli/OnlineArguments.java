package io.riffle.cli;

import io.riffle.training.Negatives;
import io.riffle.training.QueryTime;
import io.riffle.training.TrainingOptions;
import io.riffle.training.Windows;
import picocli.CommandLine.Option;

/** Options of a backbone that learns as it is evaluated. */
final class OnlineArguments {
    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.0005",
            description = "Step size while learning (default: ${DEFAULT-VALUE}).")
    private float learningRate;

    @Option(
            names = "--batch-positions",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Positions of one step (default: ${DEFAULT-VALUE}).")
    private int batchPositions;

    @Option(
            names = "--dropout",
            paramLabel = "R",
            defaultValue = "0.2",
            description = "While learning (default: ${DEFAULT-VALUE}).")
    private float dropout;

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

    TrainingOptions options() {
        return new TrainingOptions(
                1,
                batchPositions,
                learningRate,
                0,
                1,
                0,
                dropout,
                Negatives.ALL,
                1,
                QueryTime.MIXED,
                Windows.ALL,
                seed);
    }

    String device() {
        return device;
    }
}
