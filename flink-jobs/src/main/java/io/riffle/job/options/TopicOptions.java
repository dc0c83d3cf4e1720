package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.io.KafkaSettings.Topics;
import io.riffle.schema.wire.ContentType;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;

/** What the topics of the jobs are called, and how values are written to those that they write. */
public final class TopicOptions {

    public static final ConfigOption<String> CLICKS = name("click-events");
    public static final ConfigOption<String> CATALOGUE = name("item-catalog");
    public static final ConfigOption<String> PROFILES = name("user-profiles");
    public static final ConfigOption<String> RECOMMENDATIONS = name("recommendations");
    public static final ConfigOption<String> SAMPLES = name("training-samples");
    public static final ConfigOption<String> UPDATES = name("model-updates");
    public static final ConfigOption<String> DEAD_LETTERS = name("dead-letters");
    public static final ConfigOption<String> FORGET_REQUESTS = name("forget-requests");
    public static final ConfigOption<String> FORGET_RECEIPTS = name("forget-receipts");
    public static final ConfigOption<String> SLATE_REQUESTS = name("slate-requests");
    public static final ConfigOption<String> SLATE_REPLIES = name("slate-replies");
    public static final ConfigOption<String> PLACEMENT_RULES = name("placement-rules");
    public static final ConfigOption<String> USER_MERGES = name("user-merges");
    public static final ConfigOption<String> GUEST_HISTORIES = name("guest-histories");
    public static final ConfigOption<String> MERGE_RECEIPTS = name("merge-receipts");
    public static final ConfigOption<String> EXPLAIN_REQUESTS = name("explain-requests");
    public static final ConfigOption<String> EXPLANATIONS = name("explanations");

    public static final ConfigOption<ContentType> RECOMMENDATIONS_CONTENT_TYPE =
            contentType("recommendations");
    public static final ConfigOption<ContentType> SAMPLES_CONTENT_TYPE =
            contentType("training-samples");
    public static final ConfigOption<ContentType> DEAD_LETTERS_CONTENT_TYPE =
            contentType("dead-letters");
    public static final ConfigOption<ContentType> FORGET_RECEIPTS_CONTENT_TYPE =
            contentType("forget-receipts");
    public static final ConfigOption<ContentType> SLATE_REPLIES_CONTENT_TYPE =
            contentType("slate-replies");
    public static final ConfigOption<ContentType> MERGE_RECEIPTS_CONTENT_TYPE =
            contentType("merge-receipts");
    public static final ConfigOption<ContentType> EXPLANATIONS_CONTENT_TYPE =
            contentType("explanations");
    public static final ConfigOption<ContentType> UPDATES_CONTENT_TYPE =
            contentType("model-updates");

    private TopicOptions() {}

    /** Reads what they are called; what is wrong is noted in the reader. */
    static Topics names(OptionReader reader) {
        return new Topics(
                reader.filled(CLICKS),
                reader.filled(CATALOGUE),
                reader.filled(PROFILES),
                reader.filled(RECOMMENDATIONS),
                reader.filled(SAMPLES),
                reader.filled(UPDATES),
                reader.filled(DEAD_LETTERS),
                reader.filled(FORGET_REQUESTS),
                reader.filled(FORGET_RECEIPTS),
                reader.filled(SLATE_REQUESTS),
                reader.filled(SLATE_REPLIES),
                reader.filled(PLACEMENT_RULES),
                reader.filled(USER_MERGES),
                reader.filled(GUEST_HISTORIES),
                reader.filled(MERGE_RECEIPTS),
                reader.filled(EXPLAIN_REQUESTS),
                reader.filled(EXPLANATIONS));
    }

    /** Reads how values are written, by the topic's name in the contracts. */
    static Map<String, ContentType> contentTypes(OptionReader reader) {
        return Map.of(
                "recommendations", reader.get(RECOMMENDATIONS_CONTENT_TYPE),
                "training-samples", reader.get(SAMPLES_CONTENT_TYPE),
                "dead-letters", reader.get(DEAD_LETTERS_CONTENT_TYPE),
                "model-updates", reader.get(UPDATES_CONTENT_TYPE),
                "forget-receipts", reader.get(FORGET_RECEIPTS_CONTENT_TYPE),
                "slate-replies", reader.get(SLATE_REPLIES_CONTENT_TYPE),
                "merge-receipts", reader.get(MERGE_RECEIPTS_CONTENT_TYPE),
                "explanations", reader.get(EXPLANATIONS_CONTENT_TYPE));
    }

    private static ConfigOption<String> name(String topic) {
        return key("riffle.kafka.topic." + topic)
                .stringType()
                .defaultValue(topic)
                .withDescription("Name of the topic " + topic + ".");
    }

    private static ConfigOption<ContentType> contentType(String topic) {
        return key("riffle.kafka." + topic + ".content-type")
                .enumType(ContentType.class)
                .defaultValue(ContentType.PROTOBUF)
                .withDescription("How values of " + topic + " are written: PROTOBUF or JSON.");
    }
}
