package io.riffle.cli.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.arguments.BrokersArgument;
import io.riffle.cli.arguments.FileSystemArgument;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.ModelTopic;
import io.riffle.schema.ModelUpdate;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands have in common that announce a version. */
final class AnnounceArguments {

    @Mixin private BrokersArgument brokers = new BrokersArgument();

    @Option(
            names = "--store",
            required = true,
            paramLabel = "STORE",
            description = "The store, by an address that the jobs can read too.")
    private String store = "";

    @Option(
            names = "--kind",
            paramLabel = "NAME",
            description = "Which model: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Kind kind = Kind.backbone;

    @Mixin private FileSystemArgument files = new FileSystemArgument();

    @Mixin private JsonArgument json = new JsonArgument();

    /** As it is typed. */
    enum Kind {
        backbone,
        reranker
    }

    String model() {
        return kind.name();
    }

    /** Connects, announces, and says what was announced. */
    void announce(Console console, Function<Announcing, ModelUpdate> how) throws IOException {
        String address = files.ready(store);
        try (Brokers connected = brokers.connect()) {
            connected.require(ModelTopic.NAME);
            Announcing announcing =
                    new Announcing(connected.access(), address, InstantSource.system());
            ModelUpdate update = how.apply(announcing);
            console.result(json.asked() ? JsonLine.line(toJson(update)) : line(update));
        }
    }

    private static String line(ModelUpdate update) {
        return String.format(
                Locale.ROOT,
                "announced %s %d, verified: %s%s",
                update.model(),
                update.version(),
                update.uri(),
                update.rollbackOf() > 0 ? ", in place of " + update.rollbackOf() : "");
    }

    private static ObjectNode toJson(ModelUpdate update) {
        ObjectNode line = JsonLine.object();
        line.put("model", update.model());
        line.put("version", update.version());
        line.put("base_version", update.baseVersion());
        line.put("uri", update.uri());
        line.put("manifest_sha256", update.manifestSha256());
        line.put("rollback_of", update.rollbackOf());
        return line;
    }
}
