package io.riffle.cli;

import io.riffle.training.BackboneShape;
import io.riffle.training.Negatives;
import io.riffle.training.QueryTime;
import io.riffle.training.ReplaySettings;
import io.riffle.training.TrainingOptions;
import io.riffle.training.Windows;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of a backbone that learns as it is evaluated. */
final class OnlineArguments implements Checked {
    private static final float FIRST_RATE = 2e-3f;
    private static final float LATER_RATE = 5e-4f;
    private static final double FIRST_REPLAY = 4;
    private static final double LATER_REPLAY = 1;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "Step size while learning (default: 0.0005 for a model, 0.002 for none).")
    private @Nullable Float learningRate;

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
            names = "--replay",
            paramLabel = "R",
            description =
                    "Older positions learned again for each new event (default: 1 for a model, 4"
                            + " for none).")
    private @Nullable Double replay;

    @Option(
            names = "--replay-horizon",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Newest events that are learned again (default: ${DEFAULT-VALUE}).")
    private int horizon;

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
        Objects.requireNonNull(options(true));
        Objects.requireNonNull(replay(true));
        shape().check();
        DeviceOption.check(device);
    }

    void check(CommandSpec spec) {
        if (replay != null) {
            Rules.atLeast(spec, "number of positions", "--replay", replay, 0);
        }
        Rules.atLeast(spec, "number of events", "--replay-horizon", horizon, 1);
    }

    /** How a backbone learns that starts from a model, or from nothing. */
    TrainingOptions options(boolean fromNothing) {
        float rate = fromNothing ? FIRST_RATE : LATER_RATE;
        return new TrainingOptions(
                1,
                batchPositions,
                learningRate == null ? rate : learningRate,
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

    /** Likewise, what it learns again: the less it knows, the more an event is worth repeating. */
    ReplaySettings replay(boolean fromNothing) {
        double ratio = fromNothing ? FIRST_REPLAY : LATER_REPLAY;
        return new ReplaySettings(replay == null ? ratio : replay, horizon);
    }

    BackboneShape shape() {
        return new BackboneShape(width, layers, ffnWidth, maxHistory);
    }
}
