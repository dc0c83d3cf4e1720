package io.riffle.training.online;

import io.riffle.schema.Ids;
import io.riffle.training.state.StateParts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who was forgotten of late, so that their samples that were on the way then are not learned.
 *
 * <p><b>Units</b>: epoch ms. <b>State</b>: hashes of user ids, the newest {@value #MOST}; written
 * with the trainer's state.
 */
final class ForgottenUsers {
    private static final int VERSION = 1;
    private static final int MOST = 1 << 16;

    /** The other job may read a request so much later, and write samples until then. */
    private static final long GRACE_MS = 600_000;

    private final Map<Long, Long> until = new LinkedHashMap<>();

    /**
     * A user is forgotten.
     *
     * @param asked when the request was written
     */
    void add(String userId, long asked) {
        long key = Ids.eventHash(userId);
        until.remove(key);
        until.put(key, asked + GRACE_MS);
        if (until.size() > MOST) {
            var oldest = until.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /**
     * Whether a user's sample may be from before the user was forgotten.
     *
     * @param received when the click that settled it was; 0 = unknown
     */
    boolean contains(String userId, long received) {
        if (until.isEmpty()) {
            return false;
        }
        Long end = until.get(Ids.eventHash(userId));
        return end != null && received <= end;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(until.size());
        for (Map.Entry<Long, Long> entry : until.entrySet()) {
            out.writeLong(entry.getKey());
            out.writeLong(entry.getValue());
        }
    }

    void read(DataInput in) throws IOException {
        StateParts.version("forgotten users", VERSION, in.readUnsignedByte());
        until.clear();
        int size = StateParts.count("forgotten users", in.readInt(), MOST);
        for (int i = 0; i < size; i++) {
            until.put(in.readLong(), in.readLong());
        }
    }
}
