package io.riffle.lab.gateway;

import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.KafkaClients;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Ids;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.wire.AskHeaders;
import io.riffle.schema.wire.ClickEventWire;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.schema.wire.SlateRequestWire;
import io.riffle.schema.wire.explain.ExplainRequestWire;
import io.riffle.schema.wire.explain.ExplanationWire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Answers as the recommend job does, without models: the slate of a user is what the user clicked,
 * newest first, then {@code popular}. Keeps silent when told.
 */
final class FakeJob implements AutoCloseable {

    private static final int SLATE = 10;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, List<String>> histories = new ConcurrentHashMap<>();
    private final Map<String, List<ReplyTo>> asked = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "fake-job");
    private volatile boolean silent;
    private volatile boolean empty;
    private volatile boolean closed;

    FakeJob(String brokers) {
        KafkaAccess access = KafkaAccess.open(brokers);
        consumer = KafkaClients.consumer(access, false);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", brokers, "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        List<TopicPartition> partitions = new ArrayList<>();
        partitions.addAll(TopicReader.partitions(consumer, "slate-requests"));
        partitions.addAll(TopicReader.partitions(consumer, "click-events"));
        partitions.addAll(TopicReader.partitions(consumer, "explain-requests"));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.start();
    }

    /** Whether what comes is read and not answered. */
    void silent(boolean now) {
        silent = now;
    }

    /** Whether it is as one that has begun anew: it answers, and knows nothing to show. */
    void empty(boolean now) {
        empty = now;
    }

    /** What a request, or a click, came with. */
    List<ReplyTo> asked(String id) {
        return asked.getOrDefault(id, List.of());
    }

    private void run() {
        while (!closed) {
            consumer.poll(Duration.ofMillis(50)).forEach(record -> answer(TopicReader.raw(record)));
        }
        consumer.close();
        producer.close();
    }

    private void answer(RawRecord record) {
        ReplyTo to = AskHeaders.replyTo(record);
        if (record.topic().equals("click-events")) {
            ClickEvent click = new ClickEventWire().read(record, 1 << 20);
            asked.merge(click.eventId(), List.of(to), FakeJob::both);
            histories.merge(click.userId(), List.of(click.itemId()), FakeJob::both);
            if (!silent) {
                Recommendation slate = slate(click, record.timestamp());
                send("recommendations", null, slate, click.userId(), to);
                send("slate-replies", to.partition(), slate, click.userId(), to);
            }
            return;
        }
        if (record.topic().equals("explain-requests")) {
            explain(new ExplainRequestWire().read(record, 1 << 20), to);
            return;
        }
        SlateRequest request = new SlateRequestWire().read(record, 1 << 20);
        asked.merge(request.requestId(), List.of(to), FakeJob::both);
        if (!silent) {
            send(
                    "slate-replies",
                    to.partition(),
                    slate(request, record.timestamp()),
                    request.key(),
                    to);
        }
    }

    /** What is asked under the name of a status gets it. */
    private void explain(ExplainRequest request, ReplyTo to) {
        asked.merge(request.recommendationId(), List.of(to), FakeJob::both);
        if (silent) {
            return;
        }
        ExplainStatus status = ExplainStatus.EXPLAINED;
        for (ExplainStatus one : ExplainStatus.values()) {
            status = one.name().equals(request.recommendationId()) ? one : status;
        }
        Explanation told =
                Explanation.none(
                        request.requestId(),
                        request.recommendationId(),
                        request.userId(),
                        status,
                        "asked for " + request.events());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        "explanations",
                        to.partition() == ReplyTo.ANY ? null : to.partition(),
                        request.userId().getBytes(StandardCharsets.UTF_8),
                        new ExplanationWire().write(told, ContentType.PROTOBUF));
        var unused = producer.send(record);
    }

    private Recommendation slate(ClickEvent click, long received) {
        return new Recommendation(
                Ids.recommendationId(click.userId(), click.eventId()),
                click.userId(),
                click.eventId(),
                items(histories.getOrDefault(click.userId(), List.of()), SLATE),
                click.eventTime(),
                received,
                System.currentTimeMillis(),
                7,
                0,
                Tier.GENERATOR_ONLY,
                null,
                List.of());
    }

    private Recommendation slate(SlateRequest request, long received) {
        List<String> known =
                request.guest()
                        ? request.history().stream().map(event -> event.itemId()).toList()
                        : histories.getOrDefault(request.userId(), List.of());
        boolean none = request.where().equals("category in (nowhere)");
        return new Recommendation(
                Ids.requestedId(request.userId(), request.requestId()),
                request.userId(),
                "",
                none ? List.of() : items(known, request.size() == 0 ? SLATE : request.size()),
                request.requestTime(),
                received,
                System.currentTimeMillis(),
                7,
                0,
                Tier.GENERATOR_ONLY,
                null,
                List.of(),
                request.requestId(),
                request.placement(),
                none ? "The condition must be satisfied by an item, and is by none." : "");
    }

    private List<RankedItem> items(List<String> history, int size) {
        if (empty) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        for (int i = history.size() - 1; i >= 0 && ids.size() < size; i--) {
            ids.add(history.get(i));
        }
        for (int i = 0; ids.size() < size; i++) {
            ids.add("popular-" + i);
        }
        List<RankedItem> items = new ArrayList<>();
        ids.forEach(id -> items.add(new RankedItem(id, items.size() + 1, 1f, 1f)));
        return items;
    }

    private void send(
            String topic,
            @Nullable Integer partition,
            Recommendation slate,
            String key,
            ReplyTo to) {
        if (partition != null && partition == ReplyTo.ANY) {
            return;
        }
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic,
                        partition,
                        key.getBytes(StandardCharsets.UTF_8),
                        new RecommendationWire().write(slate, ContentType.PROTOBUF));
        AskHeaders.of(to)
                .forEach(header -> record.headers().add(header.getKey(), header.getValue()));
        var unused = producer.send(record);
    }

    private static <T> List<T> both(List<T> before, List<T> more) {
        List<T> all = new ArrayList<>(before);
        all.addAll(more);
        return List.copyOf(all);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
