package io.riffle.cli.run;

import io.riffle.artifact.store.ModelStore;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.cli.arguments.StoreAddress;
import io.riffle.lab.bench.Bench;
import io.riffle.lab.bench.BenchPhase;
import io.riffle.lab.console.Console;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle bench}: rate sweep over the whole path. */
@Command(
        name = "bench",
        subcommands = {SwapBenchCommand.class, UsersBenchCommand.class, HttpBenchCommand.class},
        description =
                "Rate sweep over the whole path, broker to job to broker in one process: first the"
                    + " bare pipeline, then with a backbone. Throughput, latency, CPU by stage and"
                    + " by thread, memory minute by minute.",
        footer = {
            "",
            "Memory over time: --no-bare --rate 1800 --minutes 30, started with RIFFLE_JAVA_OPTS=",
            "'-Xms2g -XX:+AlwaysPreTouch', so that a heap which grows is not taken for a leak.",
            "Kept results: --json > deploy/bench/<date>-<commit>-<machine>.json."
        })
public final class BenchCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = {"--store", "--model"},
            paramLabel = "DIR",
            description = "Artifact directory or store (default: random weights, same cost).")
    private @Nullable String model;

    @Mixin private PhaseArguments phases = new PhaseArguments();

    @Mixin private SweepArguments sweeps = new SweepArguments();

    @Mixin private JsonArgument json = new JsonArgument();

    private final Console console;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        phases.check(spec);
        sweeps.check(spec);
        if (model != null) {
            console.note(
                    "riffle: backbone " + ModelStore.backbone(model).version() + " of " + model);
        }
        String address = model == null ? null : StoreAddress.absolute(model);
        List<BenchPhase> measured =
                new Bench(
                                sweeps.all(),
                                phases.rates(),
                                phases.seconds(),
                                address,
                                phases.settings())
                        .run(console);
        new BenchReport(measured, phases.seconds(), phases.settings()).print(console, json.asked());
        return measured.stream().allMatch(phase -> phase.summary().balanced()) ? 0 : 1;
    }
}
