package io.riffle.cli.run;

import io.riffle.artifact.store.ModelStore;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.job.options.RecommendOptions;
import io.riffle.lab.bench.Bench;
import io.riffle.lab.bench.BenchPhase;
import io.riffle.lab.bench.BenchSweep;
import io.riffle.lab.clicks.SimulatorSource;
import io.riffle.lab.clicks.TimeOrderSource;
import io.riffle.lab.console.Console;
import io.riffle.lab.files.Reading;
import io.riffle.lab.simulate.Simulation;
import io.riffle.lab.simulate.SimulationConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code riffle bench}: rate sweep over the whole path. */
@Command(
        name = "bench",
        subcommands = SwapBenchCommand.class,
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

    private static final long SIMULATOR_SEED = 1;

    @Spec private CommandSpec spec;

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
            names = "--cache",
            split = ",",
            paramLabel = "on|off",
            description = "Whether values are cached; on,off compares (default: on).")
    private List<Switch> caches = List.of(Switch.on);

    @Option(
            names = "--bundle",
            split = ",",
            paramLabel = "N",
            description = "Clicks inferred together at most; several compare (default: the job's).")
    private List<Integer> bundles = List.of(RecommendOptions.BUNDLE_SIZE.defaultValue());

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "Clicks of a file in time order, beside the simulator's.")
    private @Nullable Path events;

    @Option(
            names = "--simulator",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Clicks of simulated users, two thousand active at once (default: yes).")
    private boolean simulator;

    @Option(
            names = "--bare",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "The bare pipeline first, without models (default: yes).")
    private boolean bare;

    @Option(
            names = "--cold-users",
            description =
                    "The bare pipeline once more with fewer hot users than are active: what a"
                            + " click costs whose user is read from RocksDB.")
    private boolean coldUsers;

    @Option(
            names = "--reranker",
            description = "Once more with a reranker of default size and random weights.")
    private boolean reranker;

    @Option(
            names = {"--store", "--model"},
            paramLabel = "DIR",
            description = "Artifact directory or store (default: random weights, same cost).")
    private @Nullable String model;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "An option of the job or of Flink, for all of it.")
    private Map<String, String> settings = Map.of();

    @Option(names = "--json", description = "One line of JSON.")
    private boolean json;

    private final Console console;

    BenchCommand(Console console) {
        this.console = console;
    }

    /** As it is typed. */
    private enum Switch {
        on,
        off
    }

    @Override
    public Integer call() throws IOException {
        rates.forEach(rate -> ArgumentRules.above(spec, "rate", "--rate", rate, 0));
        ArgumentRules.above(spec, "time", "--minutes", minutes, 0);
        bundles.forEach(bundle -> ArgumentRules.atLeast(spec, "bundle", "--bundle", bundle, 1));
        if (!simulator && events == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The clicks (none) of riffle bench must come from somewhere.\n"
                            + "Maybe add --events.");
        }
        if (model != null) {
            console.note(
                    "riffle: backbone " + ModelStore.backbone(model).version() + " of " + model);
        }
        List<BenchPhase> phases =
                new Bench(sweeps(), rates, 60 * minutes, absolute(model), settings).run(console);
        new BenchReport(phases, 60 * minutes, settings).print(console, json);
        return phases.stream().allMatch(phase -> phase.summary().balanced()) ? 0 : 1;
    }

    private List<BenchSweep> sweeps() {
        List<BenchSweep> sweeps = new ArrayList<>();
        if (simulator) {
            addSweeps(
                    "simulator",
                    () ->
                            new SimulatorSource(
                                    new Simulation(SimulationConfig.defaults(), SIMULATOR_SEED)),
                    sweeps);
        }
        Path file = events;
        if (file != null) {
            addSweeps(
                    String.valueOf(file.getFileName()),
                    () -> new TimeOrderSource(file, Reading.USUAL),
                    sweeps);
        }
        return sweeps;
    }

    private void addSweeps(String source, BenchSweep.Clicks clicks, List<BenchSweep> sweeps) {
        if (bare) {
            sweeps.add(new BenchSweep(source, clicks, false, false, false, bundles.get(0), false));
        }
        if (coldUsers) {
            sweeps.add(new BenchSweep(source, clicks, false, false, false, bundles.get(0), true));
        }
        List<Boolean> rerankers = reranker ? List.of(false, true) : List.of(false);
        for (boolean reranked : rerankers) {
            for (Switch cache : caches) {
                for (int bundle : bundles) {
                    sweeps.add(
                            new BenchSweep(
                                    source,
                                    clicks,
                                    true,
                                    reranked,
                                    cache == Switch.on,
                                    bundle,
                                    false));
                }
            }
        }
    }

    private static @Nullable String absolute(@Nullable String address) {
        return address == null || address.contains(":")
                ? address
                : Path.of(address).toAbsolutePath().toString();
    }
}
