package io.riffle.cli.operate;

import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.BrokersArgument;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.Explaining;
import io.riffle.schema.Recommendation;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.explain.ExplanationWire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code riffle why}: which source put what on a slate, and because of which events. */
@Command(
        name = "why",
        description =
                "Says why a slate shows what it shows: versions, sources and scores of its items,"
                    + " what was kept out, and what it would be without each of the newest events,"
                    + " for which the models are asked again. The job keeps a user's newest slates"
                    + " (riffle.attribution.max-slates) for riffle.attribution.deadline.")
public final class WhyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    private final Console console;

    @Mixin private BrokersArgument brokersOption;

    @Parameters(paramLabel = "RECOMMENDATION_ID", description = "Of the slate.")
    private String recommendationId = "";

    @Option(
            names = "--user",
            paramLabel = "ID",
            description = "Whose slate it is (default: looked for among the newest slates).")
    private String user = "";

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Newest events that are left out, one at a time: 0 to 10 (default:"
                            + " ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--look-back",
            paramLabel = "N",
            defaultValue = "100000",
            description =
                    "Records of each partition that are looked through for the slate (default:"
                            + " ${DEFAULT-VALUE}).")
    private int lookBack;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Longest wait for the job (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Mixin private JsonArgument json;

    WhyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ArgumentRules.within(
                spec, "number of events", "--events", events, 0, ExplainRequest.MOST_EVENTS);
        ArgumentRules.atLeast(spec, "number of records", "--look-back", lookBack, 1);
        ArgumentRules.atLeast(spec, "seconds", "--wait", seconds, 1);
        Explanation told;
        try (Brokers brokers = brokersOption.connect()) {
            brokers.require(Explaining.REQUESTS);
            brokers.require(Explaining.EXPLANATIONS);
            Explaining explaining = new Explaining(brokers.access(), System::nanoTime);
            String owner = user.isEmpty() ? owner(explaining) : user;
            told =
                    explaining.ask(
                            new ExplainRequest(
                                    UUID.randomUUID().toString(), recommendationId, owner, events),
                            Duration.ofSeconds(seconds));
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
        if (told == null) {
            throw new CommandException(
                    String.format(
                            Locale.ROOT,
                            "The explanation (%s) of the job must come within %d s.%nMaybe the job"
                                    + " does not run.",
                            recommendationId,
                            seconds));
        }
        if (json.asked()) {
            byte[] line = new ExplanationWire().write(told, ContentType.JSON);
            console.result(new String(line, StandardCharsets.UTF_8));
        } else if (told.status() == ExplainStatus.EXPLAINED) {
            new WhyReport(told).lines().forEach(console::result);
        }
        if (told.status() != ExplainStatus.EXPLAINED) {
            throw new CommandException(told.reason());
        }
        return 0;
    }

    private String owner(Explaining explaining) {
        Recommendation slate = explaining.find(recommendationId, lookBack);
        if (slate == null) {
            throw new CommandException(
                    String.format(
                            Locale.ROOT,
                            "The slate (%s) must be among the newest %d of each partition.%nMaybe"
                                    + " raise --look-back, or name its user with --user.",
                            recommendationId,
                            lookBack));
        }
        if (slate.userId().isEmpty()) {
            throw new CommandException(
                    String.format(
                            Locale.ROOT,
                            "The slate (%s) must be a user's: of a guest nothing is kept.%nMaybe"
                                    + " ask for a slate with a user id.",
                            recommendationId));
        }
        return slate.userId();
    }
}
