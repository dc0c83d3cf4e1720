package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.io.ClientFile;
import io.riffle.job.io.KafkaSettings;
import io.riffle.job.io.KafkaSettings.Guarantee;
import io.riffle.job.io.KafkaSettings.Start;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;

/** Where the jobs read and write, and with which guarantees. */
public final class KafkaOptions {

    public static final ConfigOption<String> BROKERS =
            key("riffle.kafka.brokers")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Brokers to ask first: host:port, separated by commas.");

    public static final ConfigOption<String> GROUP =
            key("riffle.kafka.group")
                    .stringType()
                    .defaultValue("riffle")
                    .withDescription(
                            "Consumer group of committed offsets; two running installations must"
                                    + " not share it.");

    public static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX =
            key("riffle.kafka.transactional-id-prefix")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Begins the transactional ids, before the job's name; of one"
                                    + " installation only. Without it the consumer group.");

    public static final ConfigOption<Start> START =
            key("riffle.kafka.start")
                    .enumType(Start.class)
                    .defaultValue(Start.COMMITTED)
                    .withDescription(
                            "Where clicks are read from without a checkpoint: COMMITTED (else the"
                                    + " earliest), EARLIEST or LATEST.");

    public static final ConfigOption<Guarantee> RECOMMENDATIONS_GUARANTEE =
            key("riffle.kafka.recommendations.guarantee")
                    .enumType(Guarantee.class)
                    .defaultValue(Guarantee.AT_LEAST_ONCE)
                    .withDescription(
                            "AT_LEAST_ONCE is visible at once; EXACTLY_ONCE at the checkpoint.");

    public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
            key("riffle.kafka.transaction-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(15))
                    .withDescription(
                            "Time after which the broker aborts what a stopped job left open; above"
                                    + " checkpoint interval and longest outage, not above the"
                                    + " broker's transaction.max.timeout.ms.");

    public static final ConfigOption<String> CLIENT_CONFIG =
            key("riffle.kafka.client-config")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "File of Java properties under Kafka's own names, such as"
                                    + " security.protocol and sasl.jaas.config; at the same path on"
                                    + " every machine of the job. What is secret in it is read"
                                    + " where a client is made, and stands in no plan, page or log."
                                    + " Its keys win over riffle.kafka.client.*.");

    /** Any setting of the Kafka clients may stand under it that is no secret. */
    public static final String CLIENT_PREFIX = "riffle.kafka.client.";

    /** Every option, in the order of the documentation. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    BROKERS,
                    GROUP,
                    TRANSACTIONAL_ID_PREFIX,
                    START,
                    RECOMMENDATIONS_GUARANTEE,
                    TopicOptions.RECOMMENDATIONS_CONTENT_TYPE,
                    TopicOptions.SAMPLES_CONTENT_TYPE,
                    TopicOptions.DEAD_LETTERS_CONTENT_TYPE,
                    TopicOptions.UPDATES_CONTENT_TYPE,
                    TopicOptions.FORGET_RECEIPTS_CONTENT_TYPE,
                    TopicOptions.SLATE_REPLIES_CONTENT_TYPE,
                    TopicOptions.MERGE_RECEIPTS_CONTENT_TYPE,
                    TopicOptions.EXPLANATIONS_CONTENT_TYPE,
                    TRANSACTION_TIMEOUT,
                    CLIENT_CONFIG,
                    TopicOptions.CLICKS,
                    TopicOptions.CATALOGUE,
                    TopicOptions.PROFILES,
                    TopicOptions.RECOMMENDATIONS,
                    TopicOptions.SAMPLES,
                    TopicOptions.UPDATES,
                    TopicOptions.DEAD_LETTERS,
                    TopicOptions.FORGET_REQUESTS,
                    TopicOptions.FORGET_RECEIPTS,
                    TopicOptions.SLATE_REQUESTS,
                    TopicOptions.SLATE_REPLIES,
                    TopicOptions.PLACEMENT_RULES,
                    TopicOptions.USER_MERGES,
                    TopicOptions.GUEST_HISTORIES,
                    TopicOptions.MERGE_RECEIPTS,
                    TopicOptions.EXPLAIN_REQUESTS,
                    TopicOptions.EXPLANATIONS);

    private KafkaOptions() {}

    /** Reads them all; what is wrong is noted in the reader. */
    public static KafkaSettings read(OptionReader reader) {
        String brokers = reader.find(BROKERS);
        reader.check(
                brokers != null && !brokers.isBlank(),
                BROKERS,
                brokers,
                "name at least one broker as host:port",
                "pass --brokers");
        String group = reader.filled(GROUP);
        String prefix = reader.find(TRANSACTIONAL_ID_PREFIX);
        reader.check(
                prefix == null || !prefix.isBlank(),
                TRANSACTIONAL_ID_PREFIX,
                prefix,
                "not be empty",
                "leave it out");
        return new KafkaSettings(
                brokers == null ? "" : brokers,
                group,
                prefix == null ? group : prefix,
                KafkaSettings.RECOMMEND,
                reader.get(START),
                reader.get(RECOMMENDATIONS_GUARANTEE),
                TopicOptions.contentTypes(reader),
                transactionTimeout(reader),
                TopicOptions.names(reader),
                client(reader));
    }

    private static Map<String, String> client(OptionReader reader) {
        Map<String, String> client = new TreeMap<>(reader.under(CLIENT_PREFIX));
        reader.note(ClientFile.exposed(client, CLIENT_PREFIX, CLIENT_CONFIG.key()));
        String path = reader.find(CLIENT_CONFIG);
        if (path != null) {
            ClientFile file = ClientFile.of(path);
            reader.note(file.problems());
            client.putAll(file.references());
        }
        return client;
    }

    /** A transaction is open from one checkpoint to the end of the next. */
    private static Duration transactionTimeout(OptionReader reader) {
        Duration timeout =
                reader.get(
                        TRANSACTION_TIMEOUT,
                        value -> value.toMillis() >= 1_000,
                        "be at least 1 s",
                        "leave it out");
        Duration interval = reader.find(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        if (interval != null) {
            Duration longest =
                    interval.plus(reader.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT));
            reader.check(
                    timeout.compareTo(longest) > 0,
                    TRANSACTION_TIMEOUT,
                    timeout,
                    "be above execution.checkpointing.interval and .timeout together ("
                            + longest
                            + ")",
                    "lower execution.checkpointing.timeout");
        }
        return timeout;
    }
}
