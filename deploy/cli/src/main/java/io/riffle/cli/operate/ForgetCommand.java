package io.riffle.cli.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.BrokersArgument;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.Forgetting;
import io.riffle.lab.kafka.MergedGuests;
import io.riffle.lab.kafka.SideTopic;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ForgetUser;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle forget}: everything that the jobs keep of a user is purged. */
@Command(
        name = "forget",
        description =
                "Withdraws a user's profile, asks the jobs to purge everything they keep of the"
                    + " user, and of the guests that topic user-merges says the user has been, and"
                    + " prints their receipts. Weights keep what they learned; topics and"
                    + " checkpoints keep their bytes until they expire.")
public final class ForgetCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    private final Console console;

    @Mixin private BrokersArgument brokersOption;

    @Option(names = "--user", required = true, paramLabel = "ID", description = "Whom to forget.")
    private String user = "";

    @Option(
            names = "--jobs",
            split = ",",
            paramLabel = "JOB",
            defaultValue = "recommend,train",
            description = "Whose receipts are waited for (default: ${DEFAULT-VALUE}).")
    private List<String> jobs = List.of();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "Longest wait: a receipt is seen at a checkpoint (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Mixin private JsonArgument json;

    ForgetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ArgumentRules.atLeast(spec, "seconds", "--wait", seconds, 0);
        List<ForgetUser> requests = new ArrayList<>();
        List<ForgetReceipt> receipts;
        try (Brokers brokers = brokersOption.connect()) {
            brokers.require(SideTopic.users().name());
            brokers.require(Forgetting.REQUESTS);
            brokers.require(Forgetting.RECEIPTS);
            brokers.require(MergedGuests.TOPIC);
            // What a guest does after the user is forgotten would become the user's again.
            MergedGuests.read(brokers.access()).of(user).forEach(id -> requests.add(request(id)));
            requests.add(request(user));
            receipts =
                    new Forgetting(brokers.access(), System::nanoTime)
                            .forget(requests, new TreeSet<>(jobs), Duration.ofSeconds(seconds));
        }
        receipts.forEach(this::print);
        TreeSet<String> missing = new TreeSet<>();
        for (String job : new TreeSet<>(jobs)) {
            if (receipts.stream().filter(one -> one.job().equals(job)).count() < requests.size()) {
                missing.add(job);
            }
        }
        if (seconds > 0 && !missing.isEmpty()) {
            throw new CommandException(
                    String.format(
                            Locale.ROOT,
                            "The receipts (%s) of the %d requests must come within %d s.%nMaybe a"
                                + " job does not run: the request waits for it; or leave it out of"
                                + " --jobs.",
                            String.join(", ", missing),
                            requests.size(),
                            seconds));
        }
        return 0;
    }

    private static ForgetUser request(String userId) {
        return new ForgetUser(UUID.randomUUID().toString(), userId, Clock.systemUTC().millis());
    }

    private void print(ForgetReceipt receipt) {
        ForgetReceipt.Purged purged = receipt.purged();
        ForgetReceipt.Learned models = receipt.models();
        if (json.asked()) {
            ObjectNode line = JsonLine.object();
            line.put("request_id", receipt.request().requestId());
            line.put("guest", !receipt.request().userId().equals(user));
            line.put("job", receipt.job());
            line.put("subtask", receipt.subtask());
            line.put("history_events", purged.historyEvents());
            line.put("open_slates", purged.openSlates());
            line.put("dislikes", purged.dislikes());
            line.put("profile", purged.profile());
            line.put("waiting_samples", purged.waitingSamples());
            line.put("kept_samples", purged.keptSamples());
            line.put("backbone_version", models.backboneVersion());
            line.put("reranker_version", models.rerankerVersion());
            console.result(JsonLine.line(line));
            return;
        }
        console.result(
                String.format(
                        Locale.ROOT,
                        "%s%s, subtask %d: %d events, %d slates, %d dislikes, %s profile, %d"
                            + " samples; may have been learned by backbones to %d, rerankers to %d",
                        receipt.request().userId().equals(user) ? "" : "as a guest: ",
                        receipt.job(),
                        receipt.subtask(),
                        purged.historyEvents(),
                        purged.openSlates(),
                        purged.dislikes(),
                        purged.profile() ? "a" : "no",
                        purged.waitingSamples() + purged.keptSamples(),
                        models.backboneVersion(),
                        models.rerankerVersion()));
    }
}
