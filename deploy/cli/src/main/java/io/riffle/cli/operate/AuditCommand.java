package io.riffle.cli.operate;

import io.riffle.cli.arguments.ActionArguments;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.BrokersArgument;
import io.riffle.cli.arguments.EventFileArguments;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.files.EventNames;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.oracle.Audit;
import io.riffle.lab.oracle.AuditReport;
import io.riffle.schema.ContextNames;
import io.riffle.schema.wire.ClickDecoder;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle audit}: whether what lies in the topics is right. */
@Command(
        name = "audit",
        description =
                "Reads the topics and says whether every click was answered once, every sample is"
                    + " there once with the history of the clicks before it, and every broken"
                    + " record is a dead letter. It judges when two readings are equal: let nothing"
                    + " be sent meanwhile. The topics must be whole. Of guests who became users,"
                    + " and of users who were forgotten, it judges answers only. It knows nothing"
                    + " of riffle.user.max-clicks-per-minute, riffle.user.max-idle,"
                    + " riffle.users.max-rate and riffle.samples: where one of these is set, what"
                    + " it leaves out is told as missing.")
public final class AuditCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private BrokersArgument brokersOption = new BrokersArgument();
    @Mixin private ActionArguments actions = new ActionArguments();

    @Option(
            names = "--pause",
            paramLabel = "SECONDS",
            defaultValue = "12",
            description =
                    "Between two readings, above the job's checkpoint interval (default:"
                            + " ${DEFAULT-VALUE}).")
    private int pause;

    @Option(
            names = "--readings",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "After this many without two equal ones it fails (default: ${DEFAULT-VALUE}).")
    private int readings;

    @Option(
            names = "--max-events",
            paramLabel = "N",
            defaultValue = "512",
            description = "riffle.history.max-events of the job (default: ${DEFAULT-VALUE}).")
    private int kept;

    @Option(
            names = "--sample-events",
            paramLabel = "N",
            defaultValue = "200",
            description = "riffle.samples.max-events of the job (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(
            names = "--max-future-skew",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "riffle.max-future-skew of the job (default: ${DEFAULT-VALUE}).")
    private int skew;

    @Option(
            names = "--max-age",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description =
                    "riffle.answer.max-age of the job; 0: clicks of any age are answered (default:"
                            + " ${DEFAULT-VALUE}).")
    private int age;

    @Option(
            names = "--map-events",
            paramLabel = "NAME=ACTION,...",
            converter = EventFileArguments.NamesConverter.class,
            description = "riffle.actions.map.* of the job: addtocart=CART,transaction=PURCHASE.")
    private EventNames names = EventNames.OWN;

    @Mixin private JsonArgument json = new JsonArgument();
    private final Console console;

    AuditCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ArgumentRules.atLeast(spec, "pause", "--pause", pause, 0);
        ArgumentRules.atLeast(spec, "number", "--readings", readings, 2);
        ArgumentRules.atLeast(spec, "bound", "--max-events", kept, 1);
        ArgumentRules.atLeast(spec, "bound", "--sample-events", most, 0);
        ArgumentRules.atLeast(spec, "time", "--max-future-skew", skew, 0);
        ArgumentRules.atLeast(spec, "time", "--max-age", age, 0);
        AuditReport report = settled(audit());
        AuditLines lines = new AuditLines(report);
        if (json.asked()) {
            console.result(JsonLine.line(lines.json()));
        } else {
            lines.all().forEach(console::result);
        }
        return report.passed() ? 0 : 1;
    }

    private Audit audit() {
        if (!names.shownNames().isEmpty()) {
            throw ArgumentRules.broken(
                    spec,
                    "name",
                    String.join(", ", names.shownNames()),
                    "--map-events",
                    "stand for an action: to a job, SHOWN is none");
        }
        ClickDecoder decoder =
                new ClickDecoder(
                        ClickDecoder.MAX_CLICK_BYTES,
                        Duration.ofSeconds(skew),
                        names.actions(),
                        ContextNames.NONE);
        return new Audit(decoder, actions.rules(spec), Duration.ofSeconds(age), kept, most);
    }

    private AuditReport settled(Audit audit) {
        KafkaAccess access;
        try (Brokers brokers = brokersOption.connect()) {
            access = brokers.access();
            for (String topic : Audit.TOPICS) {
                brokers.require(topic);
            }
        }
        AuditReport before = audit.read(access);
        for (int reading = 1; reading < readings; reading++) {
            pause();
            AuditReport now = audit.read(access);
            if (now.equals(before)) {
                return now;
            }
            console.note("riffle: the topics still change; reading them again ...");
            before = now;
        }
        throw new CommandException(
                String.format(
                        Locale.ROOT,
                        "The topics must rest for %d s; %d readings differed.%nMaybe something"
                                + " still sends clicks.",
                        pause,
                        readings));
    }

    private void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(pause).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("riffle was interrupted.", e);
        }
    }
}
