package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.io.ClientFile;
import io.riffle.job.io.KafkaSettings;
import io.riffle.job.io.KafkaSettings.Guarantee;
import io.riffle.job.io.KafkaSettings.Start;
import io.riffle.job.io.KafkaSettings.Topics;
import io.riffle.schema.wire.ContentType;
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

    public static final ConfigOption<ContentType> RECOMMENDATIONS_CONTENT_TYPE =
            contentType("recommendations");

    public static final ConfigOption<ContentType> SAMPLES_CONTENT_TYPE =
            contentType("training-samples");

    public static final ConfigOption<ContentType> DEAD_LETTERS_CONTENT_TYPE =
            contentType("dead-letters");

    public static final ConfigOption<ContentType> RECEIPTS_CONTENT_TYPE =
            contentType("forget-receipts");

    public static final ConfigOption<ContentType> REPLIES_CONTENT_TYPE =
            contentType("slate-replies");

    public static final ConfigOption<ContentType> MERGE_RECEIPTS_CONTENT_TYPE =
            contentType("merge-receipts");

    public static final ConfigOption<ContentType> EXPLANATIONS_CONTENT_TYPE =
            contentType("explanations");

    public static final ConfigOption<ContentType> UPDATES_CONTENT_TYPE =
            contentType("model-updates");

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

    public static final ConfigOption<String> CLICK_TOPIC = topic("click-events");
    public static final ConfigOption<String> CATALOGUE_TOPIC = topic("item-catalog");
    public static final ConfigOption<String> PROFILE_TOPIC = topic("user-profiles");
    public static final ConfigOption<String> RECOMMENDATION_TOPIC = topic("recommendations");
    public static final ConfigOption<String> SAMPLE_TOPIC = topic("training-samples");
    public static final ConfigOption<String> UPDATE_TOPIC = topic("model-updates");
    public static final ConfigOption<String> DEAD_LETTER_TOPIC = topic("dead-letters");

    public static final ConfigOption<String> FORGET_REQUEST_TOPIC = topic("forget-requests");
    public static final ConfigOption<String> FORGET_RECEIPT_TOPIC = topic("forget-receipts");
    public static final ConfigOption<String> REQUEST_TOPIC = topic("slate-requests");
    public static final ConfigOption<String> REPLY_TOPIC = topic("slate-replies");
    public static final ConfigOption<String> RULES_TOPIC = topic("placement-rules");
    public static final ConfigOption<String> MERGE_TOPIC = topic("user-merges");
    public static final ConfigOption<String> GUEST_TOPIC = topic("guest-histories");
    public static final ConfigOption<String> MERGE_RECEIPT_TOPIC = topic("merge-receipts");
    public static final ConfigOption<String> EXPLAIN_TOPIC = topic("explain-requests");
    public static final ConfigOption<String> EXPLANATION_TOPIC = topic("explanations");

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
                    RECOMMENDATIONS_CONTENT_TYPE,
                    SAMPLES_CONTENT_TYPE,
                    DEAD_LETTERS_CONTENT_TYPE,
                    UPDATES_CONTENT_TYPE,
                    RECEIPTS_CONTENT_TYPE,
                    REPLIES_CONTENT_TYPE,
                    MERGE_RECEIPTS_CONTENT_TYPE,
                    EXPLANATIONS_CONTENT_TYPE,
                    TRANSACTION_TIMEOUT,
                    CLIENT_CONFIG,
                    CLICK_TOPIC,
                    CATALOGUE_TOPIC,
                    PROFILE_TOPIC,
                    RECOMMENDATION_TOPIC,
                    SAMPLE_TOPIC,
                    UPDATE_TOPIC,
                    DEAD_LETTER_TOPIC,
                    FORGET_REQUEST_TOPIC,
                    FORGET_RECEIPT_TOPIC,
                    REQUEST_TOPIC,
                    REPLY_TOPIC,
                    RULES_TOPIC,
                    MERGE_TOPIC,
                    GUEST_TOPIC,
                    MERGE_RECEIPT_TOPIC,
                    EXPLAIN_TOPIC,
                    EXPLANATION_TOPIC);

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
        String group = filled(reader, GROUP);
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
                Map.of(
                        "recommendations", reader.get(RECOMMENDATIONS_CONTENT_TYPE),
                        "training-samples", reader.get(SAMPLES_CONTENT_TYPE),
                        "dead-letters", reader.get(DEAD_LETTERS_CONTENT_TYPE),
                        "model-updates", reader.get(UPDATES_CONTENT_TYPE),
                        "forget-receipts", reader.get(RECEIPTS_CONTENT_TYPE),
                        "slate-replies", reader.get(REPLIES_CONTENT_TYPE),
                        "merge-receipts", reader.get(MERGE_RECEIPTS_CONTENT_TYPE),
                        "explanations", reader.get(EXPLANATIONS_CONTENT_TYPE)),
                transactionTimeout(reader),
                new Topics(
                        filled(reader, CLICK_TOPIC),
                        filled(reader, CATALOGUE_TOPIC),
                        filled(reader, PROFILE_TOPIC),
                        filled(reader, RECOMMENDATION_TOPIC),
                        filled(reader, SAMPLE_TOPIC),
                        filled(reader, UPDATE_TOPIC),
                        filled(reader, DEAD_LETTER_TOPIC),
                        filled(reader, FORGET_REQUEST_TOPIC),
                        filled(reader, FORGET_RECEIPT_TOPIC),
                        filled(reader, REQUEST_TOPIC),
                        filled(reader, REPLY_TOPIC),
                        filled(reader, RULES_TOPIC),
                        filled(reader, MERGE_TOPIC),
                        filled(reader, GUEST_TOPIC),
                        filled(reader, MERGE_RECEIPT_TOPIC),
                        filled(reader, EXPLAIN_TOPIC),
                        filled(reader, EXPLANATION_TOPIC)),
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

    private static String filled(OptionReader reader, ConfigOption<String> option) {
        return reader.get(option, value -> !value.isBlank(), "not be empty", "leave it out");
    }

    private static ConfigOption<ContentType> contentType(String topic) {
        return key("riffle.kafka." + topic + ".content-type")
                .enumType(ContentType.class)
                .defaultValue(ContentType.PROTOBUF)
                .withDescription("How values of " + topic + " are written: PROTOBUF or JSON.");
    }

    private static ConfigOption<String> topic(String name) {
        return key("riffle.kafka.topic." + name)
                .stringType()
                .defaultValue(name)
                .withDescription("Name of the topic " + name + ".");
    }
}
