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
import org.apache.flink.api.connector.sink2.Sink;
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
    private final SinkRecords records;

    /** Sinks to the topics, with the guarantees that the settings name. */
    public KafkaSinks(KafkaSettings settings) {
        this.settings = settings;
        this.records = new SinkRecords(settings);
    }

    /** Recommendations by user, with the guarantee that the settings choose. */
    public Sink<Recommendation> recommendations() {
        return fast("recommendations", settings.recommendations(), records.recommendation());
    }

    /** Answers to whoever waits for them: at least once, at once. */
    public Sink<Reply> replies() {
        return fast("slate-replies", Guarantee.AT_LEAST_ONCE, records.reply());
    }

    /** Explanations to whoever waits for them: at least once, at once. */
    public Sink<ExplainReply> explanations() {
        return fast("explanations", Guarantee.AT_LEAST_ONCE, records.explanation());
    }

    /** What guests did: at least once, at once; whoever reads it knows a repeat. */
    public Sink<GuestHistory> guests() {
        return fast("guest-histories", Guarantee.AT_LEAST_ONCE, records.guest());
    }

    /** Which guests became users, exactly once. */
    public Sink<MergeReceipt> merged() {
        return ledger(builder("merge-receipts", Guarantee.EXACTLY_ONCE, records.merge()));
    }

    /** Training samples, exactly once. */
    public Sink<TrainingSample> samples() {
        // Histories repeat from sample to sample.
        return ledger(
                builder("training-samples", Guarantee.EXACTLY_ONCE, records.sample())
                        .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"));
    }

    /** Dead letters, exactly once. */
    public Sink<DeadLetter> deadLetters() {
        return ledger(builder("dead-letters", Guarantee.EXACTLY_ONCE, records.letter()));
    }

    /**
     * Announcements of models, exactly once: with the checkpoint that holds the weights behind
     * them.
     */
    public Sink<ModelUpdate> updates() {
        return ledger(builder("model-updates", Guarantee.EXACTLY_ONCE, records.update()));
    }

    /** What was purged of users, exactly once. */
    public Sink<ForgetReceipt> receipts() {
        return ledger(builder("forget-receipts", Guarantee.EXACTLY_ONCE, records.receipt()));
    }

    private <T> Sink<T> fast(String topic, Guarantee guarantee, WireRecords<T> records) {
        KafkaSinkBuilder<T> builder =
                builder(topic, guarantee, records)
                        .setProperty(ProducerConfig.LINGER_MS_CONFIG, FAST_LINGER_MILLIS);
        return guarantee == Guarantee.EXACTLY_ONCE ? ledger(builder) : builder.build();
    }

    private <T> Sink<T> ledger(KafkaSinkBuilder<T> builder) {
        return new LedgerSink<>(builder.build(), settings);
    }

    private <T> KafkaSinkBuilder<T> builder(
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
}
