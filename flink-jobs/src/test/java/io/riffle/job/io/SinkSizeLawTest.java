package io.riffle.job.io;

import static io.riffle.job.io.LargestRecords.answer;
import static io.riffle.job.io.LargestRecords.explanation;
import static io.riffle.job.io.LargestRecords.guest;
import static io.riffle.job.io.LargestRecords.profile;
import static io.riffle.job.io.LargestRecords.raw;
import static io.riffle.job.io.LargestRecords.reply;
import static io.riffle.job.io.LargestRecords.sample;
import static io.riffle.job.io.LargestRecords.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.io.KafkaSettings.Guarantee;
import io.riffle.job.io.KafkaSettings.Start;
import io.riffle.job.io.KafkaSettings.Topics;
import io.riffle.job.testing.RealMetrics;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.Reply;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.explain.ExplainReply;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.RawRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No sink hands its producer a record that the producer refuses: by the producer's own measure,
 * each is at most its {@code max.request.size}, or it is dropped and counted.
 */
class SinkSizeLawTest {

    private static final int[] SIZES = {0, 1, 300, 500_000, 1 << 20, 4 << 20, 12 << 20};

    @ParameterizedTest
    @EnumSource(ContentType.class)
    void everyRecordThatASourceCanDeliverHasADeadLetterThatIsTaken(ContentType type) {
        WireRecords<io.riffle.schema.DeadLetter> letters = records(type).letter();
        try (RealMetrics metrics = new RealMetrics()) {
            letters.open(context(metrics), sink());
            for (int value : SIZES) {
                for (int key : new int[] {0, 300, 2 << 20}) {
                    for (int headers : new int[] {0, 64, 1_000}) {
                        RawRecord raw = raw(value, key, headers);
                        var letter = raw.deadLetter(Reason.UNPARSEABLE, "<\u0001>".repeat(999));
                        assertTaken(letters.serialize(letter, sink(), null));
                    }
                }
            }
            assertThat(metrics.value(WireRecords.DROPPED)).isZero();
        }
    }

    /** At the default options, with every text as long as it may be. */
    @ParameterizedTest
    @EnumSource(ContentType.class)
    void theLargestSampleAndTheLargestRecommendationAreTaken(ContentType type) {
        WireRecords<TrainingSample> samples = records(type).sample();
        WireRecords<Recommendation> answers = records(type).recommendation();
        try (RealMetrics metrics = new RealMetrics()) {
            samples.open(context(metrics), sink());
            assertTaken(samples.serialize(sample(200, 50, profile(32)), sink(), 5L));
            assertTaken(answers.serialize(answer(50), sink(), null));
            assertThat(metrics.value(WireRecords.DROPPED)).isZero();
        }
    }

    /** The most items that can be asked for, and the longest reason. */
    @ParameterizedTest
    @EnumSource(ContentType.class)
    void theLargestReplyIsTakenWhereItIsWaitedFor(ContentType type) {
        WireRecords<Reply> replies = records(type).reply();
        try (RealMetrics metrics = new RealMetrics()) {
            replies.open(context(metrics), sink());
            Recommendation asked = reply();
            String trace = "t".repeat(ReplyTo.LONGEST_TRACE);
            var there = replies.serialize(new Reply(asked, new ReplyTo(0, trace)), sink(), null);
            assertTaken(there);
            assertThat(Objects.requireNonNull(there).partition()).isZero();
            // A producer would wait for a partition that is none, and fail the job.
            var nowhere = replies.serialize(new Reply(asked, new ReplyTo(99, trace)), sink(), null);
            assertThat(Objects.requireNonNull(nowhere).partition()).isNull();
            assertThat(metrics.value(WireRecords.DROPPED)).isZero();
        }
    }

    /** The most items, events and sources, under the longest ids. */
    @ParameterizedTest
    @EnumSource(ContentType.class)
    void theLargestExplanationIsTaken(ContentType type) {
        WireRecords<ExplainReply> explanations = records(type).explanation();
        try (RealMetrics metrics = new RealMetrics()) {
            explanations.open(context(metrics), sink());
            String trace = "t".repeat(ReplyTo.LONGEST_TRACE);
            ExplainReply reply = new ExplainReply(explanation(), new ReplyTo(0, trace));
            assertTaken(explanations.serialize(reply, sink(), null));
            assertThat(metrics.value(WireRecords.DROPPED)).isZero();
        }
    }

    @Test
    void theLargestPieceOfAGuestIsTaken() {
        WireRecords<GuestHistory> guests = records(ContentType.PROTOBUF).guest();
        try (RealMetrics metrics = new RealMetrics()) {
            guests.open(context(metrics), sink());
            assertTaken(guests.serialize(guest(), sink(), null));
            assertThat(metrics.value(WireRecords.DROPPED)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(ContentType.class)
    void whatIsTooLargeForATopicIsDroppedAndCounted(ContentType type) {
        WireRecords<TrainingSample> samples = records(type).sample();
        WireRecords<Recommendation> answers = records(type).recommendation();
        WireRecords<ModelUpdate> updates = records(type).update();
        try (RealMetrics metrics = new RealMetrics();
                RealMetrics ofAnswers = new RealMetrics();
                RealMetrics ofUpdates = new RealMetrics()) {
            samples.open(context(metrics), sink());
            answers.open(context(ofAnswers), sink());
            updates.open(context(ofUpdates), sink());

            assertThat(samples.serialize(sample(20_000, 50, Map.of()), sink(), 5L)).isNull();
            assertThat(samples.serialize(sample(1, 1, profile(9_000)), sink(), 5L)).isNull();
            assertThat(answers.serialize(answer(10_000), sink(), null)).isNull();
            assertThat(updates.serialize(update("u".repeat(2 << 20)), sink(), null)).isNull();
            assertTaken(samples.serialize(sample(1, 1, Map.of()), sink(), 5L));

            assertThat(metrics.value(WireRecords.DROPPED)).isEqualTo(2);
            assertThat(ofAnswers.value(WireRecords.DROPPED)).isEqualTo(1);
            assertThat(ofUpdates.value(WireRecords.DROPPED)).isEqualTo(1);
        }
    }

    private static void assertTaken(@Nullable ProducerRecord<byte[], byte[]> record) {
        assertThat(record).isNotNull();
        ProducerRecord<byte[], byte[]> taken = Objects.requireNonNull(record);
        int measured =
                AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE,
                        Compression.NONE.type(),
                        taken.key(),
                        taken.value(),
                        taken.headers().toArray());
        assertThat(measured).isLessThanOrEqualTo(SizeLimits.OUTPUT);
        assertThat(taken.timestamp()).as("the time of its writing").isNull();
    }

    private static SinkRecords records(ContentType type) {
        Map<String, ContentType> types = new LinkedHashMap<>();
        for (String topic :
                List.of(
                        "recommendations",
                        "slate-replies",
                        "explanations",
                        "training-samples",
                        "dead-letters",
                        "model-updates")) {
            types.put(topic, type);
        }
        return new SinkRecords(
                new KafkaSettings(
                        "localhost:1",
                        "g",
                        "g",
                        "recommend",
                        Start.COMMITTED,
                        Guarantee.AT_LEAST_ONCE,
                        types,
                        Duration.ofMinutes(15),
                        new Topics(
                                "c", "i", "p", "r", "s", "m", "d", "f", "q", "a", "b", "l", "g",
                                "h", "k", "v", "w"),
                        Map.of()));
    }

    private static KafkaSinkContext sink() {
        return new KafkaSinkContext() {
            @Override
            public int getParallelInstanceId() {
                return 0;
            }

            @Override
            public int getNumberOfParallelInstances() {
                return 1;
            }

            @Override
            public int[] getPartitionsForTopic(String topic) {
                return new int[] {0};
            }
        };
    }

    private static InitializationContext context(RealMetrics metrics) {
        return new InitializationContext() {
            @Override
            public MetricGroup getMetricGroup() {
                return metrics.task();
            }

            @Override
            public UserCodeClassLoader getUserCodeClassLoader() {
                throw new UnsupportedOperationException("Nothing is loaded");
            }
        };
    }
}
