package io.riffle.lab.kafka;

import io.riffle.lab.console.CommandException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * A reachable Kafka cluster.
 *
 * <p><b>Errors</b>: {@link CommandException} when it cannot be reached within {@value
 * KafkaClients#TIMEOUT_MS} ms or refuses.
 */
public final class Brokers implements AutoCloseable {

    private final KafkaAccess access;
    private final Admin admin;
    private final BrokerAnswers answers;

    private Brokers(KafkaAccess access, Admin admin) {
        this.access = access;
        this.admin = admin;
        this.answers = new BrokerAnswers(access.addresses());
    }

    /** As below, where everybody is let in. */
    public static Brokers connect(String addresses) {
        return connect(KafkaAccess.open(addresses));
    }

    /** Connects, so that a wrong address or account fails here and not minutes later. */
    public static Brokers connect(KafkaAccess access) {
        Admin admin;
        try {
            admin = KafkaClients.admin(access);
        } catch (KafkaException e) {
            throw Unreachable.unusable(access, e);
        }
        Brokers brokers = new Brokers(access, admin);
        try {
            brokers.answers.wait(admin.describeCluster().nodes(), "answer");
        } catch (CommandException e) {
            brokers.close();
            throw Unreachable.silent(access, e);
        }
        return brokers;
    }

    /** Where they are, and how clients are let in. */
    public KafkaAccess access() {
        return access;
    }

    /** {@code HOST:PORT}, several separated by commas, as they were given. */
    public String addresses() {
        return access.addresses();
    }

    /** Names of all topics. */
    public Set<String> names() {
        return answers.wait(admin.listTopics().names(), "list its topics");
    }

    /**
     * Refuses to go on without the given topics.
     *
     * @param planned their names in {@link TopicPlan}
     */
    public void require(String... planned) {
        List<String> missing = new ArrayList<>();
        for (String name : planned) {
            missing.add(access.topic(name));
        }
        missing.removeAll(names());
        if (!missing.isEmpty()) {
            throw new CommandException(
                    "The topics ("
                            + String.join(", ", missing)
                            + ") of "
                            + addresses()
                            + " must exist.\nMaybe riffle topics create --brokers "
                            + addresses()
                            + ", or --topic NAME=TOPIC.");
        }
    }

    /** Makes those of the planned topics that are not there; returns their names. */
    public List<String> create(List<TopicPlan> plans, short replication) {
        Set<String> there = names();
        List<NewTopic> missing = new ArrayList<>();
        for (TopicPlan plan : plans) {
            if (!there.contains(plan.name())) {
                missing.add(
                        new NewTopic(
                                        plan.name(),
                                        Optional.of(plan.partitions()),
                                        replication < 1
                                                ? Optional.empty()
                                                : Optional.of(replication))
                                .configs(plan.settings()));
            }
        }
        List<String> made = new ArrayList<>();
        admin.createTopics(missing)
                .values()
                .forEach(
                        (name, answer) -> {
                            // Another made it meanwhile, or the list was not the newest.
                            if (answers.waitUnless(
                                    TopicExistsException.class, answer, "create topics")) {
                                made.add(name);
                            }
                        });
        return made;
    }

    /** What the given topics are; those that do not exist are left out. */
    public List<TopicState> describe(List<String> topics) {
        List<String> there = new ArrayList<>(topics);
        there.retainAll(names());
        return new TopicStates(admin, answers).of(there);
    }

    /** How far a group has read, by partition; empty when it has not. */
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answers.wait(
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                        "tell the offsets of " + group)
                .forEach(
                        (partition, offset) -> {
                            if (offset != null) {
                                offsets.put(partition, offset.offset());
                            }
                        });
        return offsets;
    }

    /** Notes how far a group has read. */
    public void commit(String group, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> noted = new HashMap<>();
        offsets.forEach((partition, offset) -> noted.put(partition, new OffsetAndMetadata(offset)));
        var unused =
                answers.wait(
                        admin.alterConsumerGroupOffsets(group, noted).all(),
                        "keep the offsets of " + group);
    }

    @Override
    public void close() {
        admin.close();
    }

    /**
     * A topic as it is.
     *
     * @param settings those that were set on the topic itself
     */
    public record TopicState(
            String name, int partitions, int replication, Map<String, String> settings) {}
}
