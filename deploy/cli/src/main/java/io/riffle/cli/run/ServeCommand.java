package io.riffle.cli.run;

import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.ClientArguments;
import io.riffle.gateway.Gateway;
import io.riffle.gateway.GatewaySettings;
import io.riffle.gateway.http.HttpSettings;
import io.riffle.gateway.kafka.Connection;
import io.riffle.gateway.kafka.Topics;
import io.riffle.lab.Interrupt;
import io.riffle.lab.console.Console;
import io.riffle.lab.kafka.KafkaAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle serve}: HTTP in front of the topics. */
@Command(
        name = "serve",
        description =
                "Answers HTTP until interrupted: clicks and requests in, slates and live events"
                        + " out. Where the job is silent it shows the newest slate it has seen. The"
                        + " interface is in deploy/gateway/doc/api.md and at /openapi.json.")
public final class ServeCommand implements Callable<Integer> {

    private static final int LONGEST_DEADLINE_MS = 10_000;

    @Spec private CommandSpec spec;

    @Option(
            names = "--brokers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Kafka to use; several separated by commas. Need not be up yet.")
    private String brokers = "";

    @Mixin private ClientArguments client = new ClientArguments();

    @Mixin private HttpArguments http = new HttpArguments();

    @Option(
            names = "--deadline",
            paramLabel = "MS",
            defaultValue = "150",
            description =
                    "Longest wait for the job, in ms, where a request names none (default:"
                            + " ${DEFAULT-VALUE}).")
    private int deadline;

    @Option(
            names = "--max-in-flight",
            paramLabel = "N",
            defaultValue = "2000",
            description = "More requests do not wait at once: 429 (default: ${DEFAULT-VALUE}).")
    private int mostInFlight;

    @Option(
            names = "--view-slates",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Newest slates that are remembered (default: ${DEFAULT-VALUE}).")
    private int viewSlates;

    @Option(
            names = "--reply-partition",
            paramLabel = "N",
            defaultValue = "-1",
            description = "Of slate-replies; -1 = any, by chance (default: ${DEFAULT-VALUE}).")
    private int replyPartition;

    @Option(
            names = "--live",
            description = "Reads clicks, catalogue and models too, for the figures of the page.")
    private boolean live;

    private final Console console;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ArgumentRules.within(spec, "deadline", "--deadline", deadline, 1, LONGEST_DEADLINE_MS);
        ArgumentRules.atLeast(spec, "number", "--max-in-flight", mostInFlight, 1);
        ArgumentRules.atLeast(spec, "number", "--view-slates", viewSlates, 1);
        ArgumentRules.atLeast(spec, "partition", "--reply-partition", replyPartition, -1);
        HttpSettings served = http.settings();
        KafkaAccess access = client.access(brokers);
        GatewaySettings settings =
                new GatewaySettings(
                        new Connection(access.addresses(), access.client()),
                        Topics.named(access::topic),
                        served,
                        replyPartition,
                        Duration.ofMillis(deadline),
                        mostInFlight,
                        viewSlates,
                        live);
        try (Interrupt interrupt = new Interrupt();
                Gateway gateway = Gateway.start(settings)) {
            console.note(
                    "riffle: the gateway answers at "
                            + (served.tls() == null ? "http" : "https")
                            + "://"
                            + served.host()
                            + ":"
                            + gateway.port()
                            + "/; Ctrl-C ends it.");
            interrupt.await(() -> {});
        }
        return 0;
    }
}
