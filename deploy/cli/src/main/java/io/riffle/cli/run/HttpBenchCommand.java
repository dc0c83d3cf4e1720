package io.riffle.cli.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.lab.bench.HttpBench;
import io.riffle.lab.bench.HttpPhase;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle bench http}: what callers of the gateway see. */
@Command(
        name = "http",
        description =
                "Clicks and requests for slates over the gateway's HTTP at an even rate, from the"
                    + " time each is due to its answer; broker, job and gateway in one process.")
final class HttpBenchCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Calls per second (default: ${DEFAULT-VALUE}).")
    private double rate = 200;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Length of a phase (default: ${DEFAULT-VALUE}).")
    private double minutes = 0.5;

    @Option(
            names = "--streams",
            paramLabel = "N",
            description = "Open streams of server-sent events (default: ${DEFAULT-VALUE}).")
    private int streams = 1_000;

    @Mixin private JsonArgument json = new JsonArgument();

    private final Console console;

    HttpBenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ArgumentRules.above(spec, "rate", "--rate", rate, 0);
        ArgumentRules.above(spec, "time", "--minutes", minutes, 0);
        ArgumentRules.atLeast(spec, "number of streams", "--streams", streams, 0);
        HttpBench bench =
                new HttpBench(Simulated::clicks, rate, 60 * minutes, streams, new Configuration());
        List<HttpPhase> phases = bench.run(console);
        if (json.asked()) {
            ObjectNode line = JsonLine.object();
            line.put("rate", rate).put("streams", streams);
            ArrayNode list = line.putArray("phases");
            phases.forEach(phase -> list.add(phase.toJson()));
            console.result(JsonLine.line(line));
        } else {
            phases.forEach(phase -> console.result(phase.line()));
        }
        return phases.stream().allMatch(phase -> phase.failed() == 0) ? 0 : 1;
    }
}
