package io.riffle.job.io;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Asks the brokers, before a job starts, whether they are there and have its topics as it needs
 * them. What the job's account may not see is not checked.
 */
public final class KafkaCheck {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration REQUEST = Duration.ofSeconds(5);

    private KafkaCheck() {}

    /** What is wrong, one sentence each; empty when the job can start. */
    public static List<String> problems(KafkaSettings settings, Collection<String> topics) {
        return problems(settings, topics, PATIENCE);
    }

    static List<String> problems(
            KafkaSettings settings, Collection<String> topics, Duration patience) {
        Admin admin;
        try {
            admin = Admin.create(properties(settings, patience));
        } catch (KafkaException e) {
            return List.of(unreachable(settings, patience, e));
        }
        try {
            return problems(admin, settings, topics, patience);
        } finally {
            admin.close(REQUEST);
        }
    }

    /**
     * The id of the Kafka cluster behind the brokers: the same under any address.
     *
     * @throws java.util.NoSuchElementException with the sentence that tells why they do not answer
     */
    public static String clusterId(KafkaSettings settings) {
        return clusterId(settings, PATIENCE);
    }

    static String clusterId(KafkaSettings settings, Duration patience) {
        try (Admin admin = Admin.create(properties(settings, patience))) {
            return admin.describeCluster()
                    .clusterId()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoSuchElementException(unreachable(settings, patience, e));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new NoSuchElementException(unreachable(settings, patience, e));
        }
    }

    static Properties properties(KafkaSettings settings, Duration patience) {
        Properties properties = settings.clientProperties();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(patience));
        properties.put(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(shorter(REQUEST, patience)));
        return properties;
    }

    private static List<String> problems(
            Admin admin, KafkaSettings settings, Collection<String> topics, Duration patience) {
        try {
            return new TopicCheck(admin, settings, patience).problems(topics);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(unreachable(settings, patience, e));
        } catch (ExecutionException | TimeoutException e) {
            return List.of(unreachable(settings, patience, e));
        }
    }

    /** Why the brokers gave no answer; one that they gave, a missing right, is said as such. */
    static String unreachable(KafkaSettings settings, Duration patience, Exception cause) {
        Throwable root = cause;
        for (Throwable next = cause; next != null; next = next.getCause()) {
            root = next;
            if (next instanceof AuthenticationException || next instanceof AuthorizationException) {
                return String.format(
                        Locale.ROOT,
                        "The account of riffle.kafka.client-config must be one that the brokers"
                            + " (%s) know and allow to do this.%nMaybe its password, certificate or"
                            + " an ACL is wrong: %s.",
                        settings.brokers(),
                        ClientRules.told(next));
            }
        }
        return String.format(
                Locale.ROOT,
                "The brokers (%s) of riffle.kafka.brokers must answer within %d s.%nMaybe they are"
                        + " down, or listen elsewhere: %s.",
                settings.brokers(),
                patience.toSeconds(),
                ClientRules.told(root));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
