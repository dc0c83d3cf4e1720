package io.riffle.lab.kafka;

import io.riffle.job.io.ClientFile;
import io.riffle.lab.console.CommandException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where brokers are, how clients are let in, and what the topics are called there.
 *
 * @param addresses {@code HOST:PORT}, several separated by commas
 * @param client settings under Kafka's own names, secrets among them
 */
public record KafkaAccess(String addresses, Map<String, String> client, TopicNames topics) {

    /** Copies the settings. */
    public KafkaAccess {
        client = Map.copyOf(client);
    }

    /** Brokers that let in everybody. */
    public static KafkaAccess open(String addresses) {
        return new KafkaAccess(addresses, Map.of(), TopicNames.PLANNED);
    }

    /**
     * Brokers that a file of client settings opens.
     *
     * @throws CommandException with everything that is wrong with the file
     */
    public static KafkaAccess of(String addresses, Path clientConfig) {
        ClientFile file = ClientFile.read(clientConfig);
        if (!file.problems().isEmpty()) {
            throw new CommandException(String.join("\n", file.problems()));
        }
        return new KafkaAccess(addresses, file.settings(), TopicNames.PLANNED);
    }

    /** The same brokers, whose topics have other names. */
    public KafkaAccess naming(TopicNames others) {
        return new KafkaAccess(addresses, client, others);
    }

    /** The name in use of a planned topic. */
    public String topic(String planned) {
        return topics.inUse(planned);
    }

    /** Every topic under its name in use, in the order in which a click meets them. */
    public List<TopicPlan> plans(int partitions) {
        return TopicPlan.all(partitions).stream()
                .map(plan -> new TopicPlan(topic(plan.name()), plan.partitions(), plan.settings()))
                .toList();
    }

    /** Without the settings, which are nobody's to read. */
    @Override
    public String toString() {
        return addresses;
    }
}
