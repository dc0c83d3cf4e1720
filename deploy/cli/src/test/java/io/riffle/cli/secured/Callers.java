package io.riffle.cli.secured;

import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.schema.wire.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Who writes to the topics from outside: the catalogue and the front end, whose clicks go on from
 * one call to the next. Time stands still but for the clicks, one a second.
 */
final class Callers {

    private static final int ITEMS = 100;

    private final AtomicLong clicks = new AtomicLong();

    /** The whole catalogue, a profile and the rules of a placement. */
    static void fillCatalogue(KafkaAccess catalogue) {
        try (RecordSender sender = new RecordSender(catalogue)) {
            for (int item = 0; item < ITEMS; item++) {
                send(sender, "item-catalog", "i" + item, "{\"item_id\":\"i" + item + "\"}");
            }
            send(sender, "user-profiles", "u1", "{\"user_id\":\"u1\"}");
            send(sender, "placement-rules", "home", "{\"placement\":\"home\"}");
            sender.flush();
        }
    }

    /** A request of each kind, and two hundred clicks. */
    void send(KafkaAccess frontEnd) {
        try (RecordSender sender = new RecordSender(frontEnd)) {
            String now = "\"1700000000000\"";
            String asked = "{\"request_id\":\"q\",\"user_id\":\"u1\",\"request_time\":" + now + "}";
            send(sender, "slate-requests", "u1", asked);
            String why = "{\"request_id\":\"x\",\"recommendation_id\":\"r\",\"user_id\":\"u1\"}";
            send(sender, "explain-requests", "u1", why);
            String merge = "{\"guest_id\":\"g\",\"user_id\":\"u9\",\"time\":" + now + "}";
            send(sender, "user-merges", "u9", merge);
            for (int i = 0; i < 200; i++) {
                long click = clicks.incrementAndGet();
                send(
                        sender,
                        "click-events",
                        "u" + click % 10,
                        String.format(
                                Locale.ROOT,
                                "{\"event_id\":\"%s-%d\",\"user_id\":\"u%d\",\"item_id\":\"i%d\",\"event_time\":%d}",
                                frontEnd.addresses(),
                                click,
                                click % 10,
                                (click / 10 * 3 + click * 7) % ITEMS,
                                1_700_000_000_000L + 1_000 * click));
            }
            sender.flush();
        }
    }

    static void send(RecordSender sender, String topic, String key, String json) {
        sender.send(
                topic,
                key.getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8),
                RecordSender.headers(ContentType.JSON));
    }

    /** All that the jobs answer, read by the group of the front end. */
    static KafkaConsumer<byte[], byte[]> answers(KafkaAccess access) {
        Map<String, Object> settings = new HashMap<>(access.client());
        settings.put("bootstrap.servers", access.addresses());
        settings.put("group.id", "front-end");
        settings.put("auto.offset.reset", "earliest");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of("recommendations", "slate-replies", "explanations"));
        return consumer;
    }
}
