package io.riffle.job.io;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What the account of a job must be allowed on brokers that ask: no less, or the job does not
 * start, and no more. The operations are Kafka's, without those that others imply: READ and WRITE
 * imply DESCRIBE.
 */
public final class KafkaRights {

    private KafkaRights() {}

    /**
     * One access rule.
     *
     * @param resource TOPIC, GROUP, TRANSACTIONAL_ID or CLUSTER
     * @param prefixed whether the name is that of all that begin so
     */
    public record Right(
            String resource, boolean prefixed, String name, String operation, String because) {}

    /** Of a job that uses these topics. */
    public static List<Right> of(KafkaSettings settings, Collection<String> topics) {
        List<Right> rights = new ArrayList<>();
        for (String topic : topics) {
            if (settings.reads(topic)) {
                rights.add(
                        topic(
                                topic,
                                "READ",
                                settings.writes(topic)
                                        ? "a restart looks for transactions that are open on it"
                                        : "input"));
            }
            if (settings.writes(topic)) {
                rights.add(topic(topic, "WRITE", "output"));
            }
            rights.add(topic(topic, "DESCRIBE_CONFIGS", "its settings are checked at the start"));
        }
        rights.add(new Right("GROUP", false, settings.group(), "READ", "offsets are committed"));
        rights.add(
                new Right(
                        "GROUP",
                        false,
                        GroupLease.group(settings.group()),
                        "READ",
                        "a second job is seen and refused"));
        rights.add(
                new Right(
                        "TRANSACTIONAL_ID",
                        true,
                        settings.transactionalIdPrefix(""),
                        "WRITE",
                        "what is exactly once is written in transactions"));
        rights.add(
                new Right(
                        "CLUSTER",
                        false,
                        "kafka-cluster",
                        "DESCRIBE_CONFIGS",
                        "the longest transaction is checked at the start"));
        return rights;
    }

    private static Right topic(String name, String operation, String because) {
        return new Right("TOPIC", false, name, operation, because);
    }
}
