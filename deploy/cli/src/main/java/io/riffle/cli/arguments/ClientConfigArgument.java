package io.riffle.cli.arguments;

import io.riffle.lab.kafka.KafkaAccess;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --client-config}, the same for every command that speaks to your own Kafka. */
public final class ClientConfigArgument {

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description =
                    "Java properties under Kafka's own names, such as security.protocol, as Kafka's"
                            + " tools take them; values may name config providers.")
    private @Nullable Path file;

    /**
     * Brokers at addresses, as the file opens them; everything that is wrong with it fails here.
     */
    public KafkaAccess access(String addresses) {
        return file == null ? KafkaAccess.open(addresses) : KafkaAccess.of(addresses, file);
    }

    /** The file's absolute path; null when none is given. */
    public @Nullable String path() {
        return file == null ? null : file.toAbsolutePath().normalize().toString();
    }
}
