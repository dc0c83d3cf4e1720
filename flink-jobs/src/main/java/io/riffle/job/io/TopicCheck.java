package io.riffle.job.io;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers about topics and holds the answers against {@link TopicRules}. Settings that the
 * job's account may not see are not checked.
 */
final class TopicCheck {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);

    private final Admin admin;
    private final KafkaSettings settings;
    private final TopicRules rules;
    private final Duration patience;

    TopicCheck(Admin admin, KafkaSettings settings, Duration patience) {
        this.admin = admin;
        this.settings = settings;
        this.rules = new TopicRules(settings);
        this.patience = patience;
    }

    /** What is wrong, one sentence each; settings are looked at when the topics are there. */
    List<String> problems(Collection<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> problems = described(topics);
        return problems.isEmpty() ? configured(topics) : problems;
    }

    /** Whether the topics are there, and ours to use. */
    private List<String> described(Collection<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        DescribeTopicsOptions withRights =
                new DescribeTopicsOptions().includeAuthorizedOperations(true);
        Map<String, KafkaFuture<TopicDescription>> asked =
                new TreeMap<>(admin.describeTopics(topics, withRights).topicNameValues());
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
            try {
                problems.addAll(rules.problems(get(topic.getValue())));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicAuthorizationException) {
                    problems.add(TopicRules.forbidden("DESCRIBE", topic.getKey()));
                } else if (e.getCause() instanceof UnknownTopicOrPartitionException
                        || e.getCause() instanceof InvalidTopicException) {
                    problems.add(
                            String.format(
                                    Locale.ROOT,
                                    "The topic (%s) of brokers %s must exist.%nMaybe create it:"
                                            + " riffle topics create --brokers %s.",
                                    topic.getKey(),
                                    settings.brokers(),
                                    settings.brokers()));
                } else {
                    throw e;
                }
            }
        }
        return problems;
    }

    /** Whether the settings of topics and brokers are those that the job stands on. */
    private List<String> configured(Collection<String> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<ConfigResource> resources = new ArrayList<>();
        topics.forEach(
                topic -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, topic)));
        int broker = get(admin.describeCluster().controller()).id();
        resources.add(new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker)));
        List<String> problems = new ArrayList<>();
        for (var answer : admin.describeConfigs(resources).values().entrySet()) {
            ConfigResource resource = answer.getKey();
            try {
                Config config = get(answer.getValue());
                problems.addAll(
                        resource.type() == ConfigResource.Type.TOPIC
                                ? rules.problems(resource.name(), config)
                                : transactions(settings, config));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AuthorizationException)) {
                    throw e;
                }
                LOG.info("The settings of {} are not ours to see and were not checked.", resource);
            }
        }
        return problems;
    }

    static List<String> transactions(KafkaSettings settings, Config broker) {
        ConfigEntry greatest = broker.get("transaction.max.timeout.ms");
        long millis = settings.transactionTimeout().toMillis();
        return greatest == null || millis <= Long.parseLong(greatest.value())
                ? List.of()
                : List.of(
                        String.format(
                                Locale.ROOT,
                                "The value (%s) of riffle.kafka.transaction-timeout must be at most"
                                    + " the brokers' transaction.max.timeout.ms (%s).%nMaybe raise"
                                    + " it there, or lower the checkpoint interval and time-out"
                                    + " here.",
                                settings.transactionTimeout(),
                                greatest.value()));
    }

    private <T> T get(KafkaFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
