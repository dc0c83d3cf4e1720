package io.riffle.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.arguments.BrokersArgument;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.files.BadRowLimit;
import io.riffle.lab.files.BadRows;
import io.riffle.lab.files.ItemFile;
import io.riffle.lab.files.Rows;
import io.riffle.lab.files.UserFile;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.SideTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code riffle catalogue}: sends what is known of items and users to their topics. */
@Command(
        name = "catalogue",
        description = "Sends what is known of items and users to their topics.")
public final class CatalogueCommand implements Runnable {

    @Spec private CommandSpec spec;
    private final Console console;

    CatalogueCommand(Console console) {
        this.console = console;
    }

    /** What was sent to one topic. */
    private record Sent(int sent, int withdrawn, long bad) {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "The command () of riffle catalogue must be send.");
    }

    @Command(
            description =
                    "Sends files of items and users, each row under its id: the newest row of an id"
                            + " counts. A file of which more than 1 %% of the rows are bad is sent"
                            + " and the command fails. Nothing is withdrawn where the file has a"
                            + " bad row, or none at all; the command fails then, too.")
    int send(
            @Option(
                            names = "--items",
                            paramLabel = "FILE",
                            description = "Items: item_id, title, genres or category.")
                    @Nullable Path items,
            @Option(
                            names = "--users",
                            paramLabel = "FILE",
                            description = "Users: user_id and any categorical columns.")
                    @Nullable Path users,
            @Option(
                            names = "--withdraw-others",
                            description =
                                    "Withdraws what a topic lists and the file for it does not, if"
                                            + " every row of the file is good.")
                    boolean withdrawOthers,
            @Mixin BrokersArgument brokersOption,
            @Mixin JsonArgument json)
            throws IOException {
        if (items == null && users == null) {
            throw new ParameterException(
                    spec.subcommands().get("send"),
                    "The files () of riffle catalogue send must be one at least.\n"
                            + "Maybe give --items FILE or --users FILE.");
        }
        ObjectNode line = JsonLine.object();
        try (Brokers brokers = brokersOption.connect()) {
            if (items != null) {
                report(
                        line,
                        "items",
                        send(ItemFile.open(items), SideTopic.items(), withdrawOthers, brokers));
            }
            if (users != null) {
                report(
                        line,
                        "users",
                        send(UserFile.open(users), SideTopic.users(), withdrawOthers, brokers));
            }
        }
        if (json.asked()) {
            console.result(JsonLine.line(line));
        } else {
            line.properties()
                    .forEach(kind -> console.result(words(kind.getKey(), kind.getValue())));
        }
        return 0;
    }

    private <T> Sent send(Rows<T> rows, SideTopic<T> topic, boolean withdrawOthers, Brokers brokers)
            throws IOException {
        brokers.require(topic.name());
        try (rows;
                RecordSender sender = new RecordSender(brokers.access())) {
            rows.forEach(BadRowLimit.DEFAULT, console::note, value -> topic.send(sender, value));
            sender.flush();
            int withdrawn = 0;
            if (withdrawOthers) {
                whole(rows.badRows());
                withdrawn = topic.withdrawOthers(brokers.access(), sender);
                sender.flush();
            }
            return new Sent(topic.sent(), withdrawn, rows.badRows().count());
        }
    }

    /** What a bad row was to list, or a file that was cut short, would be taken for gone. */
    private static void whole(BadRows bad) {
        long good = bad.rows() - bad.count();
        if (bad.count() > 0 || good == 0) {
            throw new CommandException(
                    String.format(
                            Locale.ROOT,
                            "The rows (%,d good, %,d bad) of %s must all be good, and one at least,"
                                    + " for others to be withdrawn: none was.%nMaybe correct the"
                                    + " file and send it again.",
                            good,
                            bad.count(),
                            bad.file()));
        }
    }

    private static void report(ObjectNode line, String kind, Sent sent) {
        line.putObject(kind)
                .put("sent", sent.sent)
                .put("withdrawn", sent.withdrawn)
                .put("bad_rows", sent.bad);
    }

    private static String words(String kind, JsonNode counts) {
        return String.format(
                Locale.ROOT,
                "%,d %s sent, %,d withdrawn, %,d bad rows",
                counts.get("sent").asInt(),
                kind,
                counts.get("withdrawn").asInt(),
                counts.get("bad_rows").asLong());
    }
}
