package io.riffle.job.io;

import io.riffle.schema.wire.ContentType;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where the jobs read and write: the options of {@code KafkaOptions}, read and validated.
 *
 * @param brokers host:port, separated by commas
 * @param group consumer group
 * @param installation begins the transactional ids, before the job's name
 * @param job the job's name
 * @param start where clicks are read from without a checkpoint
 * @param recommendations guarantee of the fast lane
 * @param contentTypes of each topic that is written, by its name in the contracts
 * @param transactionTimeout after which the broker aborts what was left open
 * @param client settings of the Kafka clients
 */
public record KafkaSettings(
        String brokers,
        String group,
        String installation,
        String job,
        Start start,
        Guarantee recommendations,
        Map<String, ContentType> contentTypes,
        Duration transactionTimeout,
        Topics topics,
        Map<String, String> client)
        implements Serializable {

    /** Name of the job that answers. */
    public static final String RECOMMEND = "recommend";

    private static final long serialVersionUID = 1L;

    /** Where to begin without a checkpoint. */
    public enum Start {
        COMMITTED,
        EARLIEST,
        LATEST
    }

    /** What a sink promises. */
    public enum Guarantee {
        AT_LEAST_ONCE,
        EXACTLY_ONCE
    }

    /** Name of each topic. */
    public record Topics(
            String clicks,
            String catalogue,
            String profiles,
            String recommendations,
            String samples,
            String updates,
            String deadLetters,
            String forgetRequests,
            String forgetReceipts,
            String slateRequests,
            String slateReplies,
            String placementRules,
            String userMerges,
            String guestHistories,
            String mergeReceipts,
            String explainRequests,
            String explanations)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        /** All of them. */
        public List<String> all() {
            return List.of(
                    clicks,
                    catalogue,
                    profiles,
                    recommendations,
                    samples,
                    updates,
                    deadLetters,
                    forgetRequests,
                    forgetReceipts,
                    slateRequests,
                    slateReplies,
                    placementRules,
                    userMerges,
                    guestHistories,
                    mergeReceipts,
                    explainRequests,
                    explanations);
        }
    }

    /**
     * The same for another job of the installation: both may be given the same options.
     *
     * @param otherGroup its consumer group
     * @param otherJob its name: its transactional ids must not be ours
     */
    public KafkaSettings ofJob(String otherGroup, String otherJob) {
        return new KafkaSettings(
                brokers,
                otherGroup,
                installation,
                otherJob,
                start,
                recommendations,
                contentTypes,
                transactionTimeout,
                topics,
                client);
    }

    Properties clientProperties() {
        Properties properties = new Properties();
        properties.putAll(client);
        return properties;
    }

    /**
     * Begins the transactional ids of one sink: {@code installation/job/topic}. A restart aborts
     * what is open under ids that begin like this, so none may begin like another: the first part
     * holds no slash but its own.
     */
    String transactionalIdPrefix(String topic) {
        return URLEncoder.encode(installation, StandardCharsets.UTF_8) + "/" + job + "/" + topic;
    }

    /** Whether the job writes the topic of this name. */
    boolean writes(String topic) {
        return topic.equals(topics.deadLetters())
                || topic.equals(topics.forgetReceipts())
                || (job.equals(RECOMMEND)
                        ? topic.equals(topics.recommendations())
                                || topic.equals(topics.slateReplies())
                                || topic.equals(topics.guestHistories())
                                || topic.equals(topics.mergeReceipts())
                                || topic.equals(topics.explanations())
                                || topic.equals(topics.samples())
                        : topic.equals(topics.updates()));
    }

    /** Whether the job reads the topic of this name, if only to find transactions open on it. */
    boolean reads(String topic) {
        return !writes(topic)
                || (topic.equals(topics.recommendations())
                        ? recommendations == Guarantee.EXACTLY_ONCE
                        : !topic.equals(topics.slateReplies())
                                && !topic.equals(topics.explanations()));
    }

    ContentType contentType(String topic) {
        return contentTypes.getOrDefault(topic, ContentType.PROTOBUF);
    }
}
