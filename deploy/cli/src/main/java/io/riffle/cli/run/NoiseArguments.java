package io.riffle.cli.run;

import io.riffle.lab.simulate.Noise;
import io.riffle.lab.simulate.Simulation;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What stands between the clicks of the simulator. */
final class NoiseArguments {

    @Option(
            names = "--views",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Simulated views of items that nobody asked for, for each click (default:"
                            + " ${DEFAULT-VALUE}).")
    private double views;

    @Option(
            names = "--bots",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share of the simulated clicks that robots make, at random (default:"
                            + " ${DEFAULT-VALUE}).")
    private double bots;

    /** The world's clicks with noise; a usage error when the options say what cannot be. */
    Noise over(Simulation world, long seed, CommandSpec spec) {
        try {
            return new Noise(world, views, bots, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
