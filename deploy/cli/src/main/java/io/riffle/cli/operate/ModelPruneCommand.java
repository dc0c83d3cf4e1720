package io.riffle.cli.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.store.ModelStore;
import io.riffle.artifact.store.Retention;
import io.riffle.artifact.store.StorePruning;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.ClientArguments;
import io.riffle.cli.arguments.FileSystemArgument;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.ModelTopic;
import io.riffle.schema.ModelUpdate;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle model prune}: deletes versions that nothing refers to. */
@Command(
        name = "prune",
        description =
                "Deletes the versions of a store that nothing refers to, oldest first: kept are the"
                        + " newest, what is announced, what a rollback goes to, the snapshots that"
                        + " deltas change, and what --needed names. What dead writers left behind"
                        + " goes after a day. Others may publish meanwhile.")
final class ModelPruneCommand implements Callable<Integer> {

    private static final List<String> MODELS = List.of(ModelUpdate.BACKBONE, ModelUpdate.RERANKER);

    @Spec private CommandSpec spec;

    @Option(
            names = "--store",
            required = true,
            paramLabel = "STORE",
            description = "The store, by path or address.")
    private String store = "";

    @Option(
            names = "--brokers",
            paramLabel = "HOST:PORT",
            description =
                    "Kafka whose announcements are kept. Without it only the newest versions are"
                            + " known to be in use.")
    private @Nullable String brokers;

    @Mixin private ClientArguments client = new ClientArguments();

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "20",
            description = "Newest versions of each model that stay (default: ${DEFAULT-VALUE}).")
    private int keep;

    @Option(
            names = "--needed",
            paramLabel = "MODEL:N",
            split = ",",
            description =
                    "Versions that stay, such as backbone:12: of a savepoint, or that a job's"
                            + " configuration names.")
    private List<String> needed = List.of();

    @Option(names = "--dry-run", description = "Says what would go, and deletes nothing.")
    private boolean dryRun;

    @Mixin private FileSystemArgument files = new FileSystemArgument();

    @Mixin private JsonArgument json = new JsonArgument();

    private final Console console;

    ModelPruneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ArgumentRules.atLeast(spec, "number of versions", "--keep", keep, 2);
        String address = files.ready(store);
        Map<String, Set<Long>> referenced = references();
        StorePruning pruning =
                new ModelStore(new FlinkFiles(), address).pruning(Retention.DEFAULT.keeping(keep));
        ObjectNode line = JsonLine.object();
        line.put("dry_run", dryRun);
        for (String model : MODELS) {
            Set<Long> stay = referenced.getOrDefault(model, Set.of());
            List<Long> gone = dryRun ? pruning.plan(model, stay) : pruning.prune(model, stay);
            ArrayNode list = line.putArray(model);
            gone.forEach(list::add);
            if (!json.asked()) {
                console.result(
                        String.format(
                                Locale.ROOT,
                                "%-9s %d versions %s%s",
                                model,
                                gone.size(),
                                dryRun ? "would go" : "deleted",
                                gone.isEmpty() ? "" : ": " + gone));
            }
        }
        if (json.asked()) {
            console.result(JsonLine.line(line));
        }
        return 0;
    }

    private Map<String, Set<Long>> references() {
        Map<String, Set<Long>> referenced = new TreeMap<>();
        for (String each : needed) {
            int colon = each.indexOf(':');
            if (colon < 0
                    || !MODELS.contains(each.substring(0, colon))
                    || !each.substring(colon + 1).matches("[1-9][0-9]{0,17}")) {
                throw ArgumentRules.broken(
                        spec, "version", each, "--needed", "be a model and a number: backbone:12");
            }
            referenced
                    .computeIfAbsent(each.substring(0, colon), model -> new TreeSet<>())
                    .add(Long.valueOf(each.substring(colon + 1)));
        }
        if (brokers != null) {
            try (Brokers connected = Brokers.connect(client.access(brokers))) {
                connected.require(ModelTopic.NAME);
                new ModelTopic(connected.access())
                        .newest()
                        .forEach(
                                (model, update) ->
                                        referenced
                                                .computeIfAbsent(model, name -> new TreeSet<>())
                                                .add(update.version()));
            }
        }
        return referenced;
    }
}
