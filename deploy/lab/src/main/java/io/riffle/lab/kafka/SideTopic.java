package io.riffle.lab.kafka;

import io.riffle.schema.Item;
import io.riffle.schema.UserProfile;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.ItemWire;
import io.riffle.schema.wire.UserProfileWire;
import io.riffle.schema.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic beside the clicks: the newest value under an id counts, and a tombstone takes
 * it back. The ids that were sent are remembered, so that those which are no longer in a file can
 * be withdrawn; memory grows by each.
 *
 * @param <T> what the topic says about an id
 */
public final class SideTopic<T> {

    private final String name;
    private final Wire<T> wire;
    private final Function<T, String> id;
    private final Set<String> sent = new HashSet<>();

    private SideTopic(String name, Wire<T> wire, Function<T, String> id) {
        this.name = name;
        this.wire = wire;
        this.id = id;
    }

    /** {@code item-catalog}, by item id. */
    public static SideTopic<Item> items() {
        return new SideTopic<>("item-catalog", new ItemWire(), Item::itemId);
    }

    /** {@code user-profiles}, by user id. */
    public static SideTopic<UserProfile> users() {
        return new SideTopic<>("user-profiles", new UserProfileWire(), UserProfile::userId);
    }

    /** Name of the topic. */
    public String name() {
        return name;
    }

    /** Ids that were sent so far. */
    public int sent() {
        return sent.size();
    }

    /** Hands a value to the sender, under its id. */
    public void send(RecordSender sender, T value) {
        String key = id.apply(value);
        sent.add(key);
        send(sender, key, wire.write(value, ContentType.PROTOBUF));
    }

    /** Withdraws an id. */
    public void withdraw(RecordSender sender, String key) {
        send(sender, key, null);
    }

    /**
     * Withdraws every id that the topic holds a value of and that was not sent.
     *
     * @return how many these were
     */
    public int withdrawOthers(KafkaAccess access, RecordSender sender) {
        Set<String> others = new HashSet<>();
        new TopicReader(access, name)
                .forEach(
                        record -> {
                            byte[] key = record.key();
                            if (key == null) {
                                return; // a dead letter of the jobs: nothing is listed under it
                            }
                            String held = new String(key, StandardCharsets.UTF_8);
                            if (record.value() == null || sent.contains(held)) {
                                others.remove(held);
                            } else {
                                others.add(held);
                            }
                        });
        others.forEach(other -> withdraw(sender, other));
        return others.size();
    }

    private void send(RecordSender sender, String key, byte @Nullable [] value) {
        sender.send(
                name,
                key.getBytes(StandardCharsets.UTF_8),
                value,
                RecordSender.headers(ContentType.PROTOBUF));
    }
}
