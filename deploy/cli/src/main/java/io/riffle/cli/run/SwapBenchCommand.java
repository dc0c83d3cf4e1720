package io.riffle.cli.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.lab.bench.SwapBench;
import io.riffle.lab.bench.SwapPair;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle bench swaps}: what swapping models costs those who wait. */
@Command(
        name = "swaps",
        description =
                "Phases with a model update every second beside phases without, at half load, in"
                        + " turn; or very many updates, and what the process holds meanwhile.")
final class SwapBenchCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--kind",
            paramLabel = "NAME",
            description =
                    "Which model is updated: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE});"
                            + " a backbone by deltas.")
    private Kind kind = Kind.reranker;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "Pairs of phases (default: ${DEFAULT-VALUE}).")
    private int pairs = 5;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Length of a phase (default: ${DEFAULT-VALUE}).")
    private double minutes = 1;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Records per second (default: half of what is measured first).")
    private double rate;

    @Option(
            names = "--many",
            paramLabel = "N",
            description = "So many updates one after the other, instead of pairs.")
    private int many;

    @Mixin private JsonArgument json = new JsonArgument();

    private final Console console;

    SwapBenchCommand(Console console) {
        this.console = console;
    }

    /** As it is typed. */
    private enum Kind {
        reranker,
        backbone
    }

    @Override
    public Integer call() throws IOException {
        ArgumentRules.atLeast(spec, "number of pairs", "--pairs", pairs, 1);
        ArgumentRules.above(spec, "time", "--minutes", minutes, 0);
        ArgumentRules.atLeast(spec, "rate", "--rate", rate, 0);
        ArgumentRules.atLeast(spec, "number of updates", "--many", many, 0);
        SwapBench bench =
                new SwapBench(
                        Simulated::clicks, kind.name(), rate, 60 * minutes, new Configuration());
        return many > 0 ? report(bench.many(console, many)) : reportPairs(bench);
    }

    private int reportPairs(SwapBench bench) throws IOException {
        List<SwapPair> measured = bench.pairs(console, pairs);
        double least = measured.stream().mapToDouble(SwapPair::ratio).min().orElse(Double.NaN);
        double most = measured.stream().mapToDouble(SwapPair::ratio).max().orElse(Double.NaN);
        double median = SwapBench.median(measured);
        if (json.asked()) {
            ObjectNode line = JsonLine.object();
            line.put("updated", kind.name());
            ArrayNode list = line.putArray("pairs");
            measured.forEach(pair -> list.add(pair.toJson()));
            line.putObject("p99_ratio").put("median", median).put("min", least).put("max", most);
            console.result(JsonLine.line(line));
        } else {
            measured.forEach(pair -> console.result(pair.line()));
            console.result(
                    String.format(
                            Locale.ROOT,
                            "p99 with updates over without: median %.2f, from %.2f to %.2f, of %d"
                                    + " pairs",
                            median,
                            least,
                            most,
                            measured.size()));
        }
        return measured.stream().allMatch(p -> p.without().balanced() && p.with().balanced())
                ? 0
                : 1;
    }

    private int report(List<SwapBench.Held> held) {
        if (json.asked()) {
            ObjectNode line = JsonLine.object();
            line.put("updated", kind.name());
            ArrayNode list = line.putArray("held");
            held.forEach(
                    now ->
                            list.addObject()
                                    .put("swaps", now.swaps())
                                    .put("rss_bytes", now.residentBytes())
                                    .put("arrays", now.arrays()));
            console.result(JsonLine.line(line));
        } else {
            held.forEach(
                    now ->
                            console.result(
                                    String.format(
                                            Locale.ROOT,
                                            "%,6d swaps  %,d MiB resident  %,d arrays",
                                            now.swaps(),
                                            now.residentBytes() >> 20,
                                            now.arrays())));
        }
        return 0;
    }
}
