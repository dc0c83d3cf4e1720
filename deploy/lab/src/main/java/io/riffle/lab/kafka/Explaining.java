package io.riffle.lab.kafka;

import io.riffle.lab.console.CommandException;
import io.riffle.schema.Recommendation;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.schema.wire.WireException;
import io.riffle.schema.wire.explain.ExplainRequestWire;
import io.riffle.schema.wire.explain.ExplanationWire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks the job why a slate shows what it shows, and waits for what it says. */
public final class Explaining {

    /** Where questions go. */
    public static final String REQUESTS = "explain-requests";

    /** Where answers come. */
    public static final String EXPLANATIONS = "explanations";

    /** Where slates pass. */
    public static final List<String> SLATES = List.of("recommendations", "slate-replies");

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_RECORD = 1 << 20;

    private final KafkaAccess access;
    private final LongSupplier nanos;

    /**
     * On a cluster.
     *
     * @param nanos a clock that only goes forward
     */
    public Explaining(KafkaAccess access, LongSupplier nanos) {
        this.access = access;
        this.nanos = nanos;
    }

    /**
     * A slate as it was sent: its id is a hash and does not tell whose it is.
     *
     * @param newest records of each partition that are looked through
     * @return null when it is not among them
     */
    public @Nullable Recommendation find(String recommendationId, long newest) {
        AtomicReference<@Nullable Recommendation> found = new AtomicReference<>();
        RecommendationWire wire = new RecommendationWire();
        for (String topic : SLATES) {
            if (found.get() == null) {
                new TopicReader(access, topic)
                        .newest(
                                newest,
                                record -> {
                                    try {
                                        Recommendation slate = wire.read(record, MAX_RECORD);
                                        if (slate.recommendationId().equals(recommendationId)) {
                                            found.set(slate);
                                        }
                                    } catch (WireException e) {
                                        // Not a slate: not the one that is looked for, then.
                                    }
                                });
            }
        }
        return found.get();
    }

    /**
     * Asks; returns what is said, or null when the time is over.
     *
     * @throws CommandException when the brokers refuse
     */
    public @Nullable Explanation ask(ExplainRequest request, Duration wait) {
        try (KafkaConsumer<byte[], byte[]> answers = KafkaClients.consumer(access, true)) {
            List<TopicPartition> partitions =
                    TopicReader.partitions(answers, access.topic(EXPLANATIONS));
            answers.assign(partitions);
            answers.seekToEnd(partitions);
            // Where the end is, is asked when it is needed: it must be before the question.
            partitions.forEach(answers::position);
            send(request);
            long begin = nanos.getAsLong();
            while (nanos.getAsLong() - begin < wait.toNanos()) {
                for (ConsumerRecord<byte[], byte[]> record : answers.poll(POLL)) {
                    Explanation told = told(record);
                    if (told != null && told.requestId().equals(request.requestId())) {
                        return told;
                    }
                }
            }
            return null;
        } catch (KafkaException e) {
            throw new CommandException(
                    "The topic ("
                            + access.topic(EXPLANATIONS)
                            + ") of "
                            + access.addresses()
                            + " must be readable: "
                            + e.getMessage(),
                    e);
        }
    }

    private void send(ExplainRequest request) {
        try (RecordSender sender = new RecordSender(access)) {
            sender.send(
                    REQUESTS,
                    request.userId().getBytes(StandardCharsets.UTF_8),
                    new ExplainRequestWire().write(request, ContentType.PROTOBUF),
                    RecordSender.headers(ContentType.PROTOBUF));
            sender.flush();
        }
    }

    private static @Nullable Explanation told(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new ExplanationWire().read(TopicReader.raw(record), MAX_RECORD);
        } catch (WireException e) {
            return null;
        }
    }
}
