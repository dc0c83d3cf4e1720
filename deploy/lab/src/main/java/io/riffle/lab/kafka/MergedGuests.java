package io.riffle.lab.kafka;

import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.WireException;
import io.riffle.schema.wire.guests.MergeUsersWire;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which guests turned out to be which users, as far as the topic still tells. */
public final class MergedGuests {

    /** Where merges of guests are told. */
    public static final String TOPIC = "user-merges";

    private static final int MAX_RECORD = 1 << 20;

    private final Map<String, Set<String>> guests = new HashMap<>();

    private MergedGuests() {}

    /**
     * Reads all that is kept of the topic.
     *
     * @throws io.riffle.lab.console.CommandException when the brokers refuse
     */
    public static MergedGuests read(KafkaAccess access) {
        MergedGuests merged = new MergedGuests();
        new TopicReader(access, TOPIC).forEach(merged::take);
        return merged;
    }

    /** The ids under which a user has been a guest, guests of guests too; without its own. */
    public Set<String> of(String userId) {
        Set<String> all = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(userId));
        while (!open.isEmpty()) {
            for (String guest : guests.getOrDefault(open.remove(), Set.of())) {
                if (!guest.equals(userId) && all.add(guest)) {
                    open.add(guest);
                }
            }
        }
        return all;
    }

    private void take(RawRecord record) {
        if (record.value() == null) {
            return;
        }
        try {
            MergeUsers merge = new MergeUsersWire().read(record, MAX_RECORD);
            guests.computeIfAbsent(merge.userId(), user -> new HashSet<>()).add(merge.guestId());
        } catch (WireException e) {
            // A dead letter of the job's: it merged nobody.
        }
    }
}
