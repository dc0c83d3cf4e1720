package io.riffle.lab.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One topic of Riffle as {@code topics create} makes it.
 *
 * @param settings Kafka topic settings that differ from the broker's defaults
 */
public record TopicPlan(String name, int partitions, Map<String, String> settings) {

    /** Partitions of a topic when nothing else is asked for. */
    public static final int PARTITIONS = 4;

    /** Largest record of {@code click-events} in bytes: 4 MiB and room for Kafka's framing. */
    public static final int MAX_CLICK_RECORD = (4 << 20) + 1024;

    /**
     * Largest record of {@code dead-letters} in bytes. Today's are far shorter ({@code
     * SizeLimits}); those of earlier releases hold the whole click.
     */
    public static final int MAX_DEAD_LETTER_RECORD = 5 << 20;

    /** When a click was received is said by the broker's clock, not by its sender's. */
    private static final Map<String, String> CLICKS =
            Map.of(
                    "max.message.bytes",
                    Integer.toString(MAX_CLICK_RECORD),
                    "message.timestamp.type",
                    "LogAppendTime");

    /** Whoever asked has waited long before; a day of them would be a second stream of clicks. */
    private static final String SHORT = Long.toString(Duration.ofHours(1).toMillis());

    private static final Map<String, String> REQUESTS =
            Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", SHORT);

    private static final Map<String, String> REPLIES = Map.of("retention.ms", SHORT);

    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

    /** Copies the settings. */
    public TopicPlan {
        settings = Map.copyOf(settings);
    }

    /** Every topic, in the order in which a click meets them. */
    public static List<TopicPlan> all(int partitions) {
        return List.of(
                new TopicPlan("click-events", partitions, CLICKS),
                new TopicPlan("item-catalog", partitions, COMPACTED),
                new TopicPlan("user-profiles", partitions, COMPACTED),
                new TopicPlan("recommendations", partitions, Map.of()),
                new TopicPlan("training-samples", partitions, Map.of()),
                // One partition: updates of a model are ordered.
                new TopicPlan("model-updates", 1, COMPACTED),
                new TopicPlan("dead-letters", partitions, maxRecord(MAX_DEAD_LETTER_RECORD)),
                new TopicPlan("slate-requests", partitions, REQUESTS),
                new TopicPlan("slate-replies", partitions, REPLIES),
                new TopicPlan("placement-rules", 1, COMPACTED),
                new TopicPlan("user-merges", partitions, Map.of()),
                new TopicPlan("guest-histories", partitions, Map.of()),
                new TopicPlan("merge-receipts", partitions, Map.of()),
                new TopicPlan("explain-requests", partitions, REQUESTS),
                new TopicPlan("explanations", partitions, REPLIES),
                new TopicPlan("forget-requests", partitions, Map.of()),
                new TopicPlan("forget-receipts", partitions, Map.of()));
    }

    /** Whether the newest record under a key is all that counts, and one of null withdraws it. */
    boolean compacted() {
        return settings.equals(COMPACTED);
    }

    private static Map<String, String> maxRecord(int bytes) {
        return Map.of("max.message.bytes", Integer.toString(bytes));
    }
}
