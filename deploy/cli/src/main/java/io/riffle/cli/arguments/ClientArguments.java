package io.riffle.cli.arguments;

import io.riffle.lab.console.CommandException;
import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.TopicNames;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * {@code --client-config} and {@code --topic}, the same for every command that speaks to your own
 * Kafka.
 */
public final class ClientArguments {

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description =
                    "Java properties under Kafka's own names, such as security.protocol, as Kafka's"
                            + " tools take them; values may name config providers.")
    private @Nullable Path file;

    @Option(
            names = "--topic",
            paramLabel = "NAME=TOPIC",
            description =
                    "What you call one of the topics, such as click-events=acme.clicks; may be"
                            + " given again.")
    private Map<String, String> topics = new LinkedHashMap<>();

    /**
     * Brokers at addresses, as the file opens them; everything that is wrong with it and with the
     * names fails here.
     */
    public KafkaAccess access(String addresses) {
        KafkaAccess access =
                file == null ? KafkaAccess.open(addresses) : KafkaAccess.of(addresses, file);
        return access.naming(topics());
    }

    /**
     * What the topics are called.
     *
     * @throws CommandException when one is none of ours, or two would be one
     */
    public TopicNames topics() {
        try {
            return new TopicNames(topics);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The file's absolute path; null when none is given. */
    public @Nullable String path() {
        return file == null ? null : file.toAbsolutePath().normalize().toString();
    }
}
