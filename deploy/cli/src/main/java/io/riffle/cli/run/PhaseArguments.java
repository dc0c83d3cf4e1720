package io.riffle.cli.run;

import io.riffle.cli.arguments.ArgumentRules;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How fast and how long a benchmark sends, phase by phase, and with what settings. */
final class PhaseArguments {

    @Option(
            names = "--rate",
            arity = "1..*",
            paramLabel = "N",
            description =
                    "Records per second, a phase each (default: 500, then as fast as answers"
                            + " come).")
    private List<Double> rates = List.of(500.0, Double.POSITIVE_INFINITY);

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Length of a phase (default: ${DEFAULT-VALUE}).")
    private double minutes = 1;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "An option of the job or of Flink, for all of it.")
    private Map<String, String> settings = Map.of();

    /** Refuses phases without records, and without time. */
    void check(CommandSpec spec) {
        rates.forEach(rate -> ArgumentRules.above(spec, "rate", "--rate", rate, 0));
        ArgumentRules.above(spec, "time", "--minutes", minutes, 0);
    }

    List<Double> rates() {
        return rates;
    }

    double seconds() {
        return 60 * minutes;
    }

    Map<String, String> settings() {
        return settings;
    }
}
