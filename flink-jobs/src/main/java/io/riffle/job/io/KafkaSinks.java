package io.riffle.job.io;

import io.riffle.job.io.KafkaSettings.Guarantee;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeReceipt;
import io.riffle.schema.ask.Reply;
import io.riffle.schema.explain.ExplainReply;
import io.riffle.schema.wire.DeadLetterWire;
import io.riffle.schema.wire.ForgetReceiptWire;
import io.riffle.schema.wire.ModelUpdateWire;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.schema.wire.TrainingSampleWire;
import io.riffle.schema.wire.explain.ExplainReplyWire;
import io.riffle.schema.wire.guests.GuestHistoryWire;
import io.riffle.schema.wire.guests.MergeReceiptWire;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The topics that the jobs write, in two lanes. Recommendations go out at once and at least once,
 * unless the options ask for exactly once. Samples, dead letters and model updates are exactly
 * once: visible when the checkpoint that contains them completes. Every sink has its own
 * transactional ids, and writes no record above {@link SizeLimits#OUTPUT}.
 */
public final class KafkaSinks {

    private static final String LARGEST_REQUEST = Integer.toString(SizeLimits.OUTPUT);

    /** A recommendation waits this long for company on its way out. */
    private static final String FAST_LINGER_MILLIS = "1";

    /**
     * What is seen at a checkpoint may wait for company until the checkpoint asks for it: a request
     * costs the broker as much as some hundred records.
     */
    private static final String LEDGER_LINGER_MILLIS = "100";

    private final KafkaSettings settings;

    /** Sinks to the topics, with the guarantees that the settings name. */
    public KafkaSinks(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Recommendations by user, with the guarantee that the settings choose. */
    public KafkaSink<Recommendation> recommendations() {
        return sink("recommendations", settings.recommendations(), recommendationRecords())
                .setProperty(ProducerConfig.LINGER_MS_CONFIG, FAST_LINGER_MILLIS)
                .build();
    }

    /** Answers to whoever waits for them: at least once, at once. */
    public KafkaSink<Reply> replies() {
        return sink("slate-replies", Guarantee.AT_LEAST_ONCE, replyRecords())
                .setProperty(ProducerConfig.LINGER_MS_CONFIG, FAST_LINGER_MILLIS)
                .build();
    }

    /** Explanations to whoever waits for them: at least once, at once. */
    public KafkaSink<ExplainReply> explanations() {
        return sink("explanations", Guarantee.AT_LEAST_ONCE, explanationRecords())
                .setProperty(ProducerConfig.LINGER_MS_CONFIG, FAST_LINGER_MILLIS)
                .build();
    }

    /** What guests did: at least once, at once; whoever reads it knows a repeat. */
    public KafkaSink<GuestHistory> guests() {
        return sink("guest-histories", Guarantee.AT_LEAST_ONCE, guestRecords())
                .setProperty(ProducerConfig.LINGER_MS_CONFIG, FAST_LINGER_MILLIS)
                .build();
    }

    /** Which guests became users, exactly once. */
    public KafkaSink<MergeReceipt> merged() {
        return sink("merge-receipts", Guarantee.EXACTLY_ONCE, mergeRecords()).build();
    }

    /** Training samples, exactly once. */
    public KafkaSink<TrainingSample> samples() {
        // Histories repeat from sample to sample.
        return sink("training-samples", Guarantee.EXACTLY_ONCE, sampleRecords())
                .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
                .build();
    }

    /** Dead letters, exactly once. */
    public KafkaSink<DeadLetter> deadLetters() {
        return sink("dead-letters", Guarantee.EXACTLY_ONCE, letterRecords()).build();
    }

    /**
     * Announcements of models, exactly once: with the checkpoint that holds the weights behind
     * them.
     */
    public KafkaSink<ModelUpdate> updates() {
        return sink("model-updates", Guarantee.EXACTLY_ONCE, updateRecords()).build();
    }

    /** What was purged of users, exactly once. */
    public KafkaSink<ForgetReceipt> receipts() {
        return sink("forget-receipts", Guarantee.EXACTLY_ONCE, receiptRecords()).build();
    }

    WireRecords<Recommendation> recommendationRecords() {
        return records(
                settings.topics().recommendations(),
                "recommendations",
                value -> utf8(value.userId()),
                RecommendationWire::new);
    }

    WireRecords<Reply> replyRecords() {
        return records(
                        settings.topics().slateReplies(),
                        "slate-replies",
                        value -> utf8(value.key()),
                        ReplyWire::new)
                .to(Reply::to);
    }

    WireRecords<ExplainReply> explanationRecords() {
        return records(
                        settings.topics().explanations(),
                        "explanations",
                        value -> utf8(value.explanation().key()),
                        ExplainReplyWire::new)
                .to(ExplainReply::to);
    }

    WireRecords<GuestHistory> guestRecords() {
        return records(
                settings.topics().guestHistories(),
                "guest-histories",
                value -> utf8(value.merge().userId()),
                GuestHistoryWire::new);
    }

    WireRecords<MergeReceipt> mergeRecords() {
        return records(
                settings.topics().mergeReceipts(),
                "merge-receipts",
                value -> utf8(value.merge().userId()),
                MergeReceiptWire::new);
    }

    WireRecords<TrainingSample> sampleRecords() {
        return records(
                settings.topics().samples(),
                "training-samples",
                value -> utf8(value.userId()),
                TrainingSampleWire::new);
    }

    WireRecords<DeadLetter> letterRecords() {
        return records(
                settings.topics().deadLetters(),
                "dead-letters",
                value -> value.key().length == 0 ? null : value.key(),
                DeadLetterWire::new);
    }

    WireRecords<ModelUpdate> updateRecords() {
        return records(
                settings.topics().updates(),
                "model-updates",
                value -> utf8(value.model()),
                ModelUpdateWire::new);
    }

    WireRecords<ForgetReceipt> receiptRecords() {
        return records(
                settings.topics().forgetReceipts(),
                "forget-receipts",
                value -> utf8(value.request().userId()),
                ForgetReceiptWire::new);
    }

    private <T> WireRecords<T> records(
            String name, String topic, WireRecords.Key<T> key, WireRecords.Form<T> form) {
        return new WireRecords<>(name, settings.contentType(topic), key, form, SizeLimits.OUTPUT);
    }

    private <T> KafkaSinkBuilder<T> sink(
            String topic, Guarantee guarantee, WireRecords<T> records) {
        KafkaSinkBuilder<T> builder =
                KafkaSink.<T>builder()
                        .setKafkaProducerConfig(settings.clientProperties())
                        .setBootstrapServers(settings.brokers())
                        .setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST)
                        .setRecordSerializer(records);
        return switch (guarantee) {
            case AT_LEAST_ONCE -> builder.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
            case EXACTLY_ONCE ->
                    builder.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                            .setProperty(ProducerConfig.LINGER_MS_CONFIG, LEDGER_LINGER_MILLIS)
                            // A few ids, used again; else a new one for each checkpoint, which
                            // brokers remember for a week.
                            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                            .setTransactionalIdPrefix(settings.transactionalIdPrefix(topic))
                            .setProperty(
                                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                    Long.toString(settings.transactionTimeout().toMillis()));
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
