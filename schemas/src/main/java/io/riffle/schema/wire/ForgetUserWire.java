package io.riffle.schema.wire;

import io.riffle.schema.ForgetUser;

/** {@link ForgetUser} at the edge. */
public final class ForgetUserWire implements Wire<ForgetUser> {

    private static final String OWNER = "a forget request";

    @Override
    public byte[] write(ForgetUser request, ContentType type) {
        return ProtoBytes.write(
                io.riffle.schema.v1.ForgetUser.newBuilder()
                        .setRequestId(request.requestId())
                        .setUserId(request.userId())
                        .setRequestTime(request.requestTime())
                        .build(),
                type);
    }

    @Override
    public ForgetUser read(byte[] bytes, ContentType type) {
        var message =
                ProtoBytes.read(io.riffle.schema.v1.ForgetUser.newBuilder(), bytes, type).build();
        EdgeRules.present("request_id", message.getRequestId(), OWNER);
        EdgeRules.bounded("request_id", message.getRequestId(), OWNER);
        EdgeRules.present("user_id", message.getUserId(), OWNER);
        EdgeRules.bounded("user_id", message.getUserId(), OWNER);
        EdgeRules.timeIfGiven("request_time", message.getRequestTime(), OWNER);
        return new ForgetUser(
                message.getRequestId(), message.getUserId(), message.getRequestTime());
    }
}
