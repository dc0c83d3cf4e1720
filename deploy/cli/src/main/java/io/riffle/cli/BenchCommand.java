package io.riffle.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.cli.clicks.ClickSource;
import io.riffle.cli.clicks.SimulatorSource;
import io.riffle.cli.clicks.TimeOrderSource;
import io.riffle.cli.console.Console;
import io.riffle.cli.console.Json;
import io.riffle.cli.lab.Bench;
import io.riffle.cli.lab.BenchPhase;
import io.riffle.cli.simulate.Simulation;
import io.riffle.cli.simulate.SimulationConfig;
import io.riffle.job.RecommendOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle bench}: rate sweep over the whole path. */
@Command(
        name = "bench",
        subcommands = SwapBenchCommand.class,
        description =
                "Rate sweep over the whole path, broker to job to broker in one process: first the"
                    + " bare pipeline, then with a backbone. Throughput, latency, CPU by stage.")
final class BenchCommand implements Callable<Integer> {

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
            paramLabel = "on|off",
            description = "Whether values are cached (default: on).")
    private Switch cache = Switch.on;

    @Option(names = "--bundle", paramLabel = "N", description = "Clicks inferred together at most.")
    private @Nullable Integer bundle;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "Clicks of a file instead of the simulator's.")
    private @Nullable Path events;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Artifact directory or store (default: random weights, same cost).")
    private @Nullable String model;

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
        rates.forEach(rate -> Rules.above(spec, "rate", "--rate", rate, 0));
        Rules.above(spec, "time", "--minutes", minutes, 0);
        if (bundle != null) {
            Rules.atLeast(spec, "bundle", "--bundle", bundle, 1);
        }
        if (model != null) {
            console.note("riffle: backbone " + LoadedModel.read(model).version() + " of " + model);
        }
        List<BenchPhase> phases =
                new Bench(this::open, rates, 60 * minutes, absolute(model), settings())
                        .run(console);
        if (json) {
            console.result(Json.line(toJson(phases)));
        } else {
            for (BenchPhase phase : phases) {
                console.result((phase.withModel() ? "model " : "bare  ") + phase.line());
            }
        }
        return phases.stream().allMatch(phase -> phase.summary().balanced()) ? 0 : 1;
    }

    private ClickSource open() throws IOException {
        return events == null
                ? new SimulatorSource(new Simulation(SimulationConfig.defaults(), SIMULATOR_SEED))
                : new TimeOrderSource(events);
    }

    private Configuration settings() {
        Configuration settings = new Configuration();
        if (cache == Switch.off) {
            settings.set(RecommendOptions.CACHE_SIZE, MemorySize.ZERO);
        }
        if (bundle != null) {
            settings.set(RecommendOptions.BUNDLE_SIZE, bundle);
        }
        return settings;
    }

    private static @Nullable String absolute(@Nullable String address) {
        return address == null || address.contains(":")
                ? address
                : Path.of(address).toAbsolutePath().toString();
    }

    private ObjectNode toJson(List<BenchPhase> phases) {
        ObjectNode line = Json.object();
        line.put("source", events == null ? "simulator" : String.valueOf(events.getFileName()));
        line.put("cores", Runtime.getRuntime().availableProcessors());
        line.put(
                "java",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        line.put("cache", cache.name());
        line.put("phase_seconds", 60 * minutes);
        ArrayNode list = line.putArray("phases");
        phases.forEach(phase -> list.add(phase.toJson()));
        return line;
    }
}
