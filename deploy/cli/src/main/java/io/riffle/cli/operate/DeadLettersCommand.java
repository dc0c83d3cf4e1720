package io.riffle.cli.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.BrokersArgument;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.DeadLetterLog;
import io.riffle.lab.kafka.DeadLetterRetry;
import io.riffle.schema.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code riffle dead-letters}: records that could not be used. */
@Command(name = "dead-letters", description = "Records that could not be used.")
public final class DeadLettersCommand implements Runnable {

    private static final int PREVIEW = 60;

    @Spec private CommandSpec spec;
    private final Console console;

    DeadLettersCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "The command () of riffle dead-letters must be list or retry.");
    }

    @Command(description = "Counts them by reason and shows the newest.")
    int list(
            @Mixin BrokersArgument brokersOption,
            @Option(
                            names = "--reason",
                            paramLabel = "REASON",
                            description = "Only those of one reason: ${COMPLETION-CANDIDATES}.")
                    DeadLetter.@Nullable Reason reason,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "How many are shown (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Mixin JsonArgument json) {
        ArgumentRules.atLeast(spec, "limit", "--limit", limit, 0);
        try (Brokers brokers = brokersOption.connect()) {
            brokers.require("dead-letters");
            DeadLetterLog log = DeadLetterLog.read(brokers.access(), reason, limit);
            if (json.asked()) {
                console.result(JsonLine.line(toJson(log)));
            } else {
                print(log);
            }
        }
        return 0;
    }

    @Command(
            description =
                    "Sends the records of one reason to their topic again, bytes and headers as"
                        + " they came, each once: a second retry sends what has come since. Those"
                        + " that are still wrong come back as dead letters, once; those that were"
                        + " too long to be kept whole are left out.")
    int retry(
            @Mixin BrokersArgument brokersOption,
            @Option(
                            names = "--reason",
                            required = true,
                            paramLabel = "REASON",
                            description = "${COMPLETION-CANDIDATES}.")
                    DeadLetter.Reason reason,
            @Option(
                            names = "--all",
                            description =
                                    "Also records that were sent again before, by an earlier retry"
                                            + " or in vain.")
                    boolean all,
            @Mixin JsonArgument json) {
        try (Brokers brokers = brokersOption.connect()) {
            brokers.require("dead-letters");
            DeadLetterRetry.Result result = new DeadLetterRetry(reason, all).run(brokers);
            if (json.asked()) {
                ObjectNode line = JsonLine.object();
                line.put("retried", result.sent());
                line.put("sent_before", result.before());
                line.put("not_whole", result.cut());
                line.put("other_topic", result.elsewhere());
                line.put("unreadable", result.unreadable());
                console.result(JsonLine.line(line));
            } else {
                console.result(result.sent() + " records sent again");
                left(result.before(), "had been sent again already and failed again: --all");
                left(result.cut(), "are letters that do not hold the whole record");
                left(result.elsewhere(), "name a topic that the jobs do not read");
                left(result.unreadable(), "cannot be read as dead letters");
            }
        }
        return 0;
    }

    private void left(long count, String why) {
        if (count > 0) {
            console.result(String.format(Locale.ROOT, "%,d left out: they %s", count, why));
        }
    }

    private void print(DeadLetterLog log) {
        console.result(
                String.format(
                        Locale.ROOT,
                        "%,d dead letters%s",
                        log.total(),
                        log.retried() == 0
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        ", %,d of records that were sent again",
                                        log.retried())));
        for (Map.Entry<DeadLetter.Reason, Long> count : log.byReason().entrySet()) {
            console.result(
                    String.format(Locale.ROOT, "  %-20s %,d", count.getKey(), count.getValue()));
        }
        left(log.unreadable(), "cannot be read as dead letters");
        List<DeadLetter> newest = log.newest();
        for (DeadLetter letter : newest) {
            console.result(
                    String.format(
                            Locale.ROOT,
                            "%s  %s/%d/%d  %s%n    %s%n    %s",
                            Instant.ofEpochMilli(letter.time()),
                            letter.topic(),
                            letter.partition(),
                            letter.offset(),
                            letter.reason(),
                            letter.message().replace("\n", "\n    "),
                            preview(letter)));
        }
    }

    private static ObjectNode toJson(DeadLetterLog log) {
        ObjectNode line = JsonLine.object();
        line.put("total", log.total());
        line.put("sent_again", log.retried());
        line.put("unreadable", log.unreadable());
        ObjectNode byReason = line.putObject("by_reason");
        log.byReason().forEach((reason, count) -> byReason.put(reason.name(), count));
        ArrayNode letters = line.putArray("dead_letters");
        for (DeadLetter letter : log.newest()) {
            ObjectNode node = letters.addObject();
            node.put("topic", letter.topic());
            node.put("partition", letter.partition());
            node.put("offset", letter.offset());
            node.put("reason", letter.reason().name());
            node.put("message", letter.message());
            node.put("time", letter.time());
            node.put("value_bytes", letter.original().valueBytes());
            node.put("value_sha256", letter.original().valueSha256());
            node.put("whole", letter.whole());
            node.put("value_start", preview(letter));
        }
        return line;
    }

    /** The first bytes as text; what is no printable character becomes a dot. */
    private static String preview(DeadLetter letter) {
        byte[] value = letter.value();
        long bytes = letter.original().valueBytes();
        int length = Math.min(PREVIEW, value.length);
        String text = new String(value, 0, length, StandardCharsets.UTF_8);
        String printable = text.replaceAll("[^\\p{Print}\\p{L}]", ".");
        return printable + (bytes > length ? " … (" + bytes + " bytes)" : "");
    }
}
