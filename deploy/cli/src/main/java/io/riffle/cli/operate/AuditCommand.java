package io.riffle.cli.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.arguments.ActionArguments;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.BrokersArgument;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.oracle.Audit;
import io.riffle.lab.oracle.AuditReport;
import io.riffle.lab.oracle.Finding;
import io.riffle.schema.wire.ClickDecoder;
import java.time.Duration;
import java.util.List;
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
                    + " be sent meanwhile. The topics must be whole.")
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
        ClickDecoder decoder =
                new ClickDecoder(ClickDecoder.MAX_CLICK_BYTES, Duration.ofSeconds(skew));
        AuditReport report = settled(new Audit(decoder, actions.rules(spec), kept, most));
        if (json.asked()) {
            console.result(JsonLine.line(toJson(report)));
        } else {
            print(report);
        }
        return report.passed() ? 0 : 1;
    }

    private AuditReport settled(Audit audit) {
        KafkaAccess access;
        try (Brokers brokers = brokersOption.connect()) {
            access = brokers.access();
            for (String topic :
                    List.of(
                            "click-events",
                            "recommendations",
                            "training-samples",
                            "dead-letters")) {
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

    private void print(AuditReport report) {
        line(report.clicks(), "clicks, each id once");
        line(report.duplicates(), "clicks again");
        line(report.impressions(), "impressions");
        line(report.broken(), "broken records");
        line(report.answers(), "answers, each id once");
        line(report.repeats(), "answers again");
        line(report.differing(), "of these with other items under the same versions");
        line(report.samples(), "samples");
        line(report.histories(), "of these with a history that was compared");
        line(report.unreadable(), "records that this release cannot read");
        for (Finding finding : report.findings()) {
            console.result(
                    String.format(
                            Locale.ROOT,
                            "broken: %s: %,d times, as %s",
                            finding.rule(),
                            finding.count(),
                            String.join(", ", finding.examples())));
        }
        if (report.passed()) {
            console.result("all is right");
        }
    }

    private void line(long count, String what) {
        console.result(String.format(Locale.ROOT, "%,12d %s", count, what));
    }

    private static ObjectNode toJson(AuditReport report) {
        ObjectNode line = JsonLine.object();
        line.put("passed", report.passed());
        line.put("clicks", report.clicks());
        line.put("duplicates", report.duplicates());
        line.put("impressions", report.impressions());
        line.put("broken", report.broken());
        line.put("answers", report.answers());
        line.put("repeats", report.repeats());
        line.put("differing", report.differing());
        line.put("samples", report.samples());
        line.put("histories", report.histories());
        line.put("unreadable", report.unreadable());
        ArrayNode findings = line.putArray("findings");
        for (Finding finding : report.findings()) {
            ObjectNode node = findings.addObject();
            node.put("rule", finding.rule());
            node.put("count", finding.count());
            finding.examples().forEach(node.putArray("examples")::add);
        }
        return line;
    }
}
