package io.riffle.cli.run;

import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.job.options.RecommendOptions;
import io.riffle.lab.bench.BenchSweep;
import io.riffle.lab.clicks.TimeOrderSource;
import io.riffle.lab.files.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What {@code riffle bench} sweeps over: whose clicks, and through what. */
final class SweepArguments {

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

    /** As it is typed. */
    private enum Switch {
        on,
        off
    }

    /** Refuses bundles of nothing, and no clicks at all. */
    void check(CommandSpec spec) {
        bundles.forEach(bundle -> ArgumentRules.atLeast(spec, "bundle", "--bundle", bundle, 1));
        if (!simulator && events == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The clicks (none) of riffle bench must come from somewhere.\n"
                            + "Maybe add --events.");
        }
    }

    /** The sweeps, in the order in which they run. */
    List<BenchSweep> all() {
        List<BenchSweep> sweeps = new ArrayList<>();
        if (simulator) {
            addSweeps("simulator", Simulated::clicks, sweeps);
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
}
