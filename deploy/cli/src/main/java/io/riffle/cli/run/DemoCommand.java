package io.riffle.cli.run;

import io.riffle.artifact.store.ModelStore;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.ClickFileArguments;
import io.riffle.cli.arguments.EventFileArguments;
import io.riffle.cli.arguments.StoreAddress;
import io.riffle.lab.clicks.ClickSource;
import io.riffle.lab.clicks.Flow;
import io.riffle.lab.clicks.SimulatorSource;
import io.riffle.lab.console.Console;
import io.riffle.lab.demo.Demo;
import io.riffle.lab.files.SideFiles;
import io.riffle.lab.simulate.Simulation;
import io.riffle.schema.wire.ContentType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle demo}: the whole system in one JVM. */
@Command(
        name = "demo",
        description =
                "The whole system in one JVM: a Kafka broker, Flink with RocksDB, the jobs, and"
                        + " clicks of a simulator or of a file. Prints a summary once every record"
                        + " sent is answered; Ctrl-C ends it early.")
public final class DemoCommand implements Callable<Integer> {

    /** Above it two cores answer and do not learn: what is shown is a queue. */
    private static final double SIMULATED_RATE = 200;

    @Spec private CommandSpec spec;

    @ArgGroup private @Nullable ClickFileArguments file;

    @Mixin private EventFileArguments reading;

    @Mixin private NoiseArguments noise;

    @Option(
            names = "--items",
            paramLabel = "FILE",
            description = "CSV of item_id, title, genres or category: goes to item-catalog.")
    private @Nullable Path items;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "CSV of user_id and categorical columns: goes to user-profiles.")
    private @Nullable Path users;

    @Option(
            names = {"--store", "--model"},
            paramLabel = "DIR",
            description =
                    "Artifact directory, or a store (its newest backbone). Without it: random"
                            + " weights for the items at hand, which learn from the clicks; with"
                            + " --raw: popular items.")
    private @Nullable String model;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Records per second, whatever becomes of the answers (default: of the simulator"
                            + " 200, or fewer where the machine does not sustain them; of a file as"
                            + " fast as answers come, at most 2,000 unanswered).")
    private @Nullable Double rate;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Stops sending this long after the first click (default: never).")
    private double minutes = Double.POSITIVE_INFINITY;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the broker on 127.0.0.1 (default: any free one).")
    private int port;

    @Option(
            names = "--http-port",
            paramLabel = "N",
            description =
                    "Port of the live page and the gateway on 127.0.0.1 (default: any free one).")
    private int httpPort;

    @Option(
            names = "--recommendations",
            paramLabel = "json|protobuf",
            defaultValue = "JSON",
            description = "How recommendations are written (default: json).")
    private ContentType recommendations = ContentType.JSON;

    @Option(
            names = "--keep",
            description = "Keeps running after the summary, until interrupted, for other clients.")
    private boolean keep;

    @Option(names = "--json", description = "The summary as one line of JSON.")
    private boolean json;

    private final Console console;

    DemoCommand(Console console) {
        this.console = console;
        this.reading = new EventFileArguments();
        this.noise = new NoiseArguments();
    }

    @Override
    public Integer call() throws IOException {
        if (rate != null) {
            ArgumentRules.above(spec, "rate", "--rate", rate, 0);
        }
        ArgumentRules.above(spec, "time", "--minutes", minutes, 0);
        ArgumentRules.within(spec, "port", "--port", port, 0, 65_535);
        ArgumentRules.within(spec, "port", "--http-port", httpPort, 0, 65_535);
        SideFiles files = new SideFiles(reading.reading().limit(), console);
        try (ClickSource source = open()) {
            Demo demo =
                    new Demo(
                            source,
                            items == null ? source.items() : files.items(items),
                            users == null ? source.users() : files.users(users),
                            modelAddress(),
                            flow(),
                            60 * minutes,
                            port,
                            httpPort,
                            recommendations);
            return demo.run(console, json, keep) ? 0 : 1;
        }
    }

    private Flow flow() {
        if (rate != null) {
            return Flow.steady(rate);
        }
        return file == null
                ? Flow.sustained(SIMULATED_RATE)
                : Flow.steady(Double.POSITIVE_INFINITY);
    }

    private ClickSource open() throws IOException {
        if (file != null) {
            return file.openInTimeOrder(reading.reading());
        }
        Simulation world = Simulated.world();
        return new SimulatorSource(world, noise.over(world, Simulated.SEED, spec)::next);
    }

    /** Absolute, and of a model that can be read: a wrong one fails before anything is started. */
    private @Nullable String modelAddress() {
        if (model == null) {
            return null;
        }
        String address = StoreAddress.existing(model);
        return ModelStore.backbone(address).version() >= 0 ? address : null;
    }
}
