package io.riffle.cli.run;

import io.riffle.lab.clicks.SimulatorSource;
import io.riffle.lab.simulate.Simulation;
import io.riffle.lab.simulate.SimulationConfig;

/** The simulated users of all commands that send clicks: the same ones in the same order. */
final class Simulated {

    static final long SEED = 1;

    private Simulated() {}

    static SimulatorSource clicks() {
        return new SimulatorSource(world());
    }

    static Simulation world() {
        return new Simulation(SimulationConfig.defaults(), SEED);
    }
}
