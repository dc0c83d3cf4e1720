package io.riffle.schema.wire;

import io.riffle.schema.SizeLimits;
import io.riffle.schema.UserProfile;

/** {@link UserProfile} at the edge. */
public final class UserProfileWire implements Wire<UserProfile> {

    private static final String OWNER = "a user profile";

    @Override
    public byte[] write(UserProfile profile, ContentType type) {
        return ProtoBytes.write(
                io.riffle.schema.v1.UserProfile.newBuilder()
                        .setUserId(profile.userId())
                        .putAllAttributes(profile.attributes())
                        .setUpdatedTime(profile.updatedTime())
                        .build(),
                type);
    }

    @Override
    public UserProfile read(byte[] bytes, ContentType type) {
        var message =
                ProtoBytes.read(io.riffle.schema.v1.UserProfile.newBuilder(), bytes, type).build();
        EdgeRules.present("user_id", message.getUserId(), OWNER);
        EdgeRules.bounded("user_id", message.getUserId(), OWNER);
        EdgeRules.timeIfGiven("updated_time", message.getUpdatedTime(), OWNER);
        EdgeRules.attributes(
                message.getAttributesMap(), SizeLimits.PROFILE_VALUE, SizeLimits.PROFILE, OWNER);
        return new UserProfile(
                message.getUserId(), message.getAttributesMap(), message.getUpdatedTime());
    }
}
