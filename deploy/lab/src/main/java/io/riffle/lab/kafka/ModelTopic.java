package io.riffle.lab.kafka;

import io.riffle.schema.ModelUpdate;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.ModelUpdateWire;
import io.riffle.schema.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The announcements in {@code model-updates}, as a person or a benchmark reads and writes them. */
public final class ModelTopic {

    /** Name of the topic. */
    public static final String NAME = "model-updates";

    private static final int MAX_RECORD = 1 << 20;

    private final KafkaAccess access;
    private final ModelUpdateWire wire = new ModelUpdateWire();

    /** The topic of a cluster. */
    public ModelTopic(KafkaAccess access) {
        this.access = access;
    }

    /**
     * Of each model the announcement of the highest version, which is the one that jobs go for: a
     * lower one never replaces it. Whether it serves, {@link ServedVersions} tells. What is no
     * announcement is passed.
     */
    public Map<String, ModelUpdate> newest() {
        Map<String, ModelUpdate> newest = new TreeMap<>();
        new TopicReader(access, NAME)
                .forEach(
                        record -> {
                            try {
                                ModelUpdate update = wire.read(record, MAX_RECORD);
                                newest.merge(
                                        update.model(),
                                        update,
                                        (a, b) -> a.version() > b.version() ? a : b);
                            } catch (WireException e) {
                                // A tombstone, or garbage: the jobs have made a dead letter of it.
                            }
                        });
        return newest;
    }

    /** Announces; returns when the brokers have it. */
    public void announce(ModelUpdate update) {
        try (RecordSender sender = new RecordSender(access)) {
            send(sender, update);
            sender.flush();
        }
    }

    /** Hands an announcement to a sender. */
    public static void send(RecordSender sender, ModelUpdate update) {
        sender.send(
                NAME,
                update.model().getBytes(StandardCharsets.UTF_8),
                new ModelUpdateWire().write(update, ContentType.PROTOBUF),
                RecordSender.headers(ContentType.PROTOBUF));
    }
}
