package io.riffle.job.io;

import io.riffle.schema.SizeLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/** What must hold of a topic so that a job can live with it. One sentence for each rule broken. */
final class TopicRules {

    private static final String LIMIT = "max.message.bytes";
    private static final String POLICY = "cleanup.policy";

    private final KafkaSettings settings;

    TopicRules(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Rights of the job's account, and partitions. */
    List<String> problems(TopicDescription topic) {
        List<String> problems = new ArrayList<>();
        if (settings.reads(topic.name()) && !allows(topic, AclOperation.READ)) {
            // Of topics that are written, too: a restart looks for transactions open on them.
            problems.add(forbidden("READ", topic.name()));
        }
        if (settings.writes(topic.name()) && !allows(topic, AclOperation.WRITE)) {
            problems.add(forbidden("WRITE", topic.name()));
        }
        if (topic.name().equals(settings.topics().updates()) && topic.partitions().size() != 1) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "The topic (%s, %d partitions) of brokers %s must have one"
                                + " partition.%nMaybe it was made by hand: announcements of several"
                                + " partitions have no order.",
                            topic.name(),
                            topic.partitions().size(),
                            settings.brokers()));
        }
        return problems;
    }

    /** Settings of the topic. */
    List<String> problems(String topic, Config config) {
        List<String> problems = new ArrayList<>();
        String policy = value(config, POLICY);
        if (compacted(topic) && policy != null && !policy.contains("compact")) {
            problems.add(setting(POLICY, policy, topic, "contain compact", "compact"));
        }
        String limit = value(config, LIMIT);
        if (settings.writes(topic) && limit != null && Long.parseLong(limit) < SizeLimits.OUTPUT) {
            String least = Integer.toString(SizeLimits.OUTPUT);
            problems.add(setting(LIMIT, limit, topic, "be at least " + least, least));
        }
        return problems;
    }

    /** That the account may not do something, said as such. */
    static String forbidden(String operation, String topic) {
        return String.format(
                Locale.ROOT,
                "The account of riffle.kafka.client-config must have the right to %s the topic"
                        + " (%s).%nMaybe an ACL is missing: kafka-acls --add --operation %s --topic"
                        + " %s.",
                operation,
                topic,
                operation,
                topic);
    }

    private boolean compacted(String topic) {
        return Set.of(
                        settings.topics().catalogue(),
                        settings.topics().profiles(),
                        settings.topics().placementRules(),
                        settings.topics().updates())
                .contains(topic);
    }

    private static boolean allows(TopicDescription topic, AclOperation operation) {
        Set<AclOperation> allowed = topic.authorizedOperations();
        return allowed == null
                || allowed.isEmpty()
                || allowed.contains(operation)
                || allowed.contains(AclOperation.ALL);
    }

    private static @Nullable String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null ? null : entry.value();
    }

    private static String setting(
            String name, String found, String topic, String must, String remedy) {
        return String.format(
                Locale.ROOT,
                "The %s (%s) of topic %s must %s.%nMaybe it was made by hand: kafka-configs --alter"
                        + " --topic %s --add-config %s=%s.",
                name,
                found,
                topic,
                must,
                topic,
                name,
                remedy);
    }
}
