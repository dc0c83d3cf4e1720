package io.riffle.job.user;

import io.riffle.job.state.CodecSerializer;
import io.riffle.schema.UserProfile;
import io.riffle.schema.codec.UserProfileCodec;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Users' profiles, as the CRM told them last. The operator sets the current key before each call.
 *
 * <p><b>State</b>: one value a user.
 */
final class StoredProfiles {

    private final ValueState<UserProfile> profiles;
    private long outdated;

    StoredProfiles(KeyedStateStore store) {
        this.profiles =
                store.getState(
                        new ValueStateDescriptor<>(
                                "profile", new CodecSerializer<>(UserProfileCodec.class)));
    }

    /** The current key's profile; null where there is none. */
    @Nullable UserProfile value() throws Exception {
        return profiles.value();
    }

    /**
     * Replaces the current key's profile; null withdraws it.
     *
     * @return false when the one that is stored is newer, and stays
     */
    boolean replace(@Nullable UserProfile profile) throws Exception {
        if (profile != null && !profile.replaces(profiles.value())) {
            outdated++;
            return false;
        }
        if (profile == null) {
            profiles.clear();
        } else {
            profiles.update(profile);
        }
        return true;
    }

    /** Leaves nothing of the current key's profile. */
    void clear() {
        profiles.clear();
    }

    /** Profiles so far that came after newer ones. */
    long outdated() {
        return outdated;
    }
}
