package io.riffle.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.cli.arguments.FileSystemArgument;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code riffle model}: what a store holds, whether it is sound, and what serves of it. */
@Command(
        name = "model",
        description = "What a model store holds, whether it is sound, and what serves of it.",
        subcommands = {
            ModelListCommand.class,
            ModelPublishCommand.class,
            ModelRollbackCommand.class,
            ModelPruneCommand.class
        })
public final class ModelCommand implements Runnable {

    @Spec private CommandSpec spec;
    private final Console console;

    ModelCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "The command () of riffle model must be list, inspect, publish, rollback or"
                        + " prune.");
    }

    @Command(description = "Reads an artifact, verifies it, and says what it is.")
    int inspect(
            @Option(
                            names = {"--store", "--model"},
                            required = true,
                            paramLabel = "DIR",
                            description =
                                    "Artifact directory, or a store (its newest version), by path"
                                            + " or address.")
                    String uri,
            @Option(
                            names = "--kind",
                            paramLabel = "NAME",
                            defaultValue = "backbone",
                            description = "Which model of a store: backbone (default) or reranker.")
                    String kind,
            @Mixin FileSystemArgument files,
            @Mixin JsonArgument json)
            throws IOException {
        LoadedModel model = ModelStore.read(new FlinkFiles(), files.ready(uri), kind);
        if (json.asked()) {
            console.result(JsonLine.line(toJson(model)));
        } else {
            print(model);
        }
        return 0;
    }

    private void print(LoadedModel model) {
        Manifest manifest = model.manifest();
        console.result(
                String.format(Locale.ROOT, "%s %d, verified", manifest.model(), model.version()));
        console.result("  fingerprint  " + model.fingerprint());
        console.result("  config       " + manifest.config());
        console.result(
                String.format(
                        Locale.ROOT, "  items        %,d", model.vocabulary().itemIds().size()));
        console.result(
                String.format(
                        Locale.ROOT,
                        "  weights      %,d in %,d tensors",
                        size(model),
                        model.tensors().size()));
        model.tensors()
                .forEach(
                        (name, tensor) ->
                                console.result(
                                        String.format(
                                                Locale.ROOT,
                                                "    %-28s %s",
                                                name,
                                                Arrays.toString(tensor.shape()))));
        if (manifest.training() != null) {
            console.result("  training     " + manifest.training());
        }
        if (manifest.metrics() != null) {
            console.result("  metrics      " + manifest.metrics());
        }
    }

    private static ObjectNode toJson(LoadedModel model) {
        Manifest manifest = model.manifest();
        ObjectNode line = JsonLine.object();
        line.put("model", manifest.model());
        line.put("version", model.version());
        line.put("base_version", manifest.baseVersion());
        line.put("fingerprint", model.fingerprint());
        line.set("config", manifest.config());
        line.put("items", model.vocabulary().itemIds().size());
        line.put("weights", size(model));
        ObjectNode tensors = line.putObject("tensors");
        model.tensors()
                .forEach(
                        (name, tensor) -> {
                            ArrayNode shape = tensors.putArray(name);
                            Arrays.stream(tensor.shape()).forEach(shape::add);
                        });
        setIfThere(line, "training", manifest.training());
        setIfThere(line, "metrics", manifest.metrics());
        return line;
    }

    private static void setIfThere(ObjectNode node, String key, @Nullable JsonNode value) {
        if (value != null) {
            node.set(key, value);
        }
    }

    private static long size(LoadedModel model) {
        return model.tensors().values().stream().map(Tensor::data).mapToLong(d -> d.length).sum();
    }
}
