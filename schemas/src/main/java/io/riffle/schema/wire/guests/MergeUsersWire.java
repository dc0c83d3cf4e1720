package io.riffle.schema.wire.guests;

import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.EdgeRules;
import io.riffle.schema.wire.ProtoBytes;
import io.riffle.schema.wire.Wire;
import io.riffle.schema.wire.WireException;

/** {@link MergeUsers} at the edge. */
public final class MergeUsersWire implements Wire<MergeUsers> {

    private static final String OWNER = "a merge of users";

    @Override
    public byte[] write(MergeUsers merge, ContentType type) {
        return ProtoBytes.write(message(merge), type);
    }

    @Override
    public MergeUsers read(byte[] bytes, ContentType type) {
        return read(
                ProtoBytes.read(io.riffle.schema.v1.MergeUsers.newBuilder(), bytes, type).build());
    }

    static io.riffle.schema.v1.MergeUsers message(MergeUsers merge) {
        return io.riffle.schema.v1.MergeUsers.newBuilder()
                .setGuestId(merge.guestId())
                .setUserId(merge.userId())
                .setTime(merge.time())
                .build();
    }

    static MergeUsers read(io.riffle.schema.v1.MergeUsers message) {
        EdgeRules.present("guest_id", message.getGuestId(), OWNER);
        EdgeRules.bounded("guest_id", message.getGuestId(), OWNER);
        EdgeRules.present("user_id", message.getUserId(), OWNER);
        EdgeRules.bounded("user_id", message.getUserId(), OWNER);
        EdgeRules.time("time", message.getTime(), OWNER);
        try {
            return new MergeUsers(message.getGuestId(), message.getUserId(), message.getTime());
        } catch (IllegalArgumentException e) {
            throw WireException.unparseable("a valid merge of users", e);
        }
    }
}
