package io.riffle.cli.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.store.ModelStore;
import io.riffle.cli.arguments.ClientArguments;
import io.riffle.cli.arguments.FileSystemArgument;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.ModelTopic;
import io.riffle.lab.kafka.ServedVersions;
import io.riffle.schema.ModelUpdate;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code riffle model list}: what a store holds, what is announced, and what serves. */
@Command(
        name = "list",
        description =
                "Lists the versions of a store, oldest first; with --brokers what is announced, and"
                        + " what the newest recommendation was made with.")
final class ModelListCommand implements Callable<Integer> {

    private static final List<String> MODELS = List.of(ModelUpdate.BACKBONE, ModelUpdate.RERANKER);

    @Spec private CommandSpec spec;

    @Option(names = "--store", paramLabel = "STORE", description = "The store, by path or address.")
    private @Nullable String option;

    @Parameters(index = "0", arity = "0..1", paramLabel = "STORE", description = "As --store.")
    private @Nullable String positional;

    @Option(
            names = "--brokers",
            paramLabel = "HOST:PORT",
            description = "Kafka to ask; several separated by commas.")
    private @Nullable String brokers;

    @Mixin private ClientArguments client = new ClientArguments();

    @Mixin private FileSystemArgument files = new FileSystemArgument();

    @Mixin private JsonArgument json = new JsonArgument();

    private final Console console;

    ModelListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        String store = option == null ? positional : option;
        if (store == null && brokers == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The store (none) of riffle model list must be given.\n"
                            + "Maybe --store STORE, or --brokers HOST:PORT for what is announced.");
        }
        ObjectNode line = JsonLine.object();
        // First, for whoever asks because the store is lost.
        if (brokers != null) {
            announced(brokers, line);
        }
        try {
            if (store != null) {
                versions(store, line.putArray("versions"));
            }
        } finally {
            if (json.asked() && !line.isEmpty()) {
                console.result(JsonLine.line(line));
            }
        }
        return 0;
    }

    private void versions(String typed, ArrayNode versions) throws IOException {
        ModelStore store = new ModelStore(new FlinkFiles(), files.ready(typed));
        for (String model : MODELS) {
            for (long version : store.versions(model)) {
                Manifest manifest = store.manifest(model, version);
                ObjectNode node = versions.addObject();
                node.put("model", model);
                node.put("version", version);
                node.put("base_version", manifest.baseVersion());
                node.put("manifest_sha256", store.sha256(model, version));
                if (manifest.metrics() != null) {
                    node.set("metrics", manifest.metrics());
                }
                tell(
                        "%-9s %6d  %s  %s",
                        model,
                        version,
                        manifest.baseVersion() == 0
                                ? "snapshot"
                                : "changes " + manifest.baseVersion(),
                        store.uri(model, version));
            }
        }
        if (versions.isEmpty()) {
            throw new CommandException(
                    "The store ("
                            + typed
                            + ") must hold a model.\nMaybe riffle pretrain writes one.");
        }
    }

    private void announced(String addresses, ObjectNode line) {
        ServedVersions served;
        Map<String, ModelUpdate> updates;
        try (Brokers connected = Brokers.connect(client.access(addresses))) {
            connected.require(ModelTopic.NAME, "recommendations");
            updates = new ModelTopic(connected.access()).newest();
            served = ServedVersions.read(connected.access());
        }
        ArrayNode announced = line.putArray("announced");
        for (ModelUpdate update : updates.values()) {
            ObjectNode node = announced.addObject();
            node.put("model", update.model());
            node.put("version", update.version());
            node.put("uri", update.uri());
            node.put("rollback_of", update.rollbackOf());
            tell("%-9s %6d  announced  %s", update.model(), update.version(), update.uri());
        }
        if (updates.isEmpty()) {
            tell("nothing is announced");
        }
        if (served == null) {
            tell("nothing is recommended yet, so nobody can say what serves");
            return;
        }
        ObjectNode inUse = line.putObject("in_use");
        inUse.put("emitted_time", served.emittedTime());
        for (String model : MODELS) {
            inUse.put(model, served.of(model));
            tell(
                    "%-9s %6s  served at %s%s",
                    model,
                    served.of(model) == 0 ? "none" : Long.toString(served.of(model)),
                    Instant.ofEpochMilli(served.emittedTime()),
                    behind(updates.get(model), served.of(model)));
        }
    }

    /** Loading takes a while; what stays behind was refused, or came from another store. */
    private static String behind(@Nullable ModelUpdate update, long serving) {
        return update == null || update.version() == serving ? "" : ", not the announced one";
    }

    private void tell(String format, @Nullable Object... values) {
        if (!json.asked()) {
            console.result(String.format(Locale.ROOT, format, values));
        }
    }
}
