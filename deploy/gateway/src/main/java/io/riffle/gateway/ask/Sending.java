package io.riffle.gateway.ask;

import io.riffle.gateway.kafka.Outbox;
import io.riffle.gateway.kafka.Topics;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.wire.AskHeaders;
import io.riffle.schema.wire.ClickEventWire;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.SlateRequestWire;
import io.riffle.schema.wire.explain.ExplainRequestWire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/** Clicks and requests on their way to the job, each with where its answer is waited for. */
final class Sending {

    private static final Map.Entry<String, byte[]> PROTOBUF =
            Map.entry(
                    ContentType.HEADER,
                    ContentType.PROTOBUF.header().getBytes(StandardCharsets.UTF_8));

    private final Outbox outbox;
    private final Topics topics;
    private final IntSupplier replyPartition;
    private final AskCounts counts;
    private final SlateRequestWire requestWire = new SlateRequestWire();
    private final ClickEventWire clickWire = new ClickEventWire();
    private final ExplainRequestWire explainWire = new ExplainRequestWire();

    Sending(Outbox outbox, Topics topics, IntSupplier replyPartition, AskCounts counts) {
        this.outbox = outbox;
        this.topics = topics;
        this.replyPartition = replyPartition;
        this.counts = counts;
    }

    /** Whether somebody would hear, and could be heard. */
    boolean heard() {
        return replyPartition.getAsInt() != ReplyTo.ANY && !outbox.silent();
    }

    /** Sends; completes when the brokers have it. */
    CompletableFuture<Void> send(SlateRequest request, String trace) {
        return send(
                topics.requests(),
                request.key(),
                requestWire.write(request, ContentType.PROTOBUF),
                trace);
    }

    /** Sends; completes when the brokers have it. */
    CompletableFuture<Void> send(ExplainRequest request, String trace) {
        return send(
                topics.explainRequests(),
                request.userId(),
                explainWire.write(request, ContentType.PROTOBUF),
                trace);
    }

    /** Sends; completes when the brokers have it. */
    CompletableFuture<Void> send(ClickEvent click, String trace) {
        return send(
                topics.clicks(),
                click.userId(),
                clickWire.write(click, ContentType.PROTOBUF),
                trace);
    }

    private CompletableFuture<Void> send(String topic, String key, byte[] value, String trace) {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>(3);
        headers.add(PROTOBUF);
        headers.addAll(AskHeaders.of(new ReplyTo(replyPartition.getAsInt(), trace)));
        return outbox.send(topic, key.getBytes(StandardCharsets.UTF_8), value, headers)
                .whenComplete(
                        (sent, e) -> {
                            if (e != null) {
                                counts.unstored.increment();
                            }
                        });
    }
}
