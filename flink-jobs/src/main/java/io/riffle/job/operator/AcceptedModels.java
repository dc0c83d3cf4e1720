package io.riffle.job.operator;

import io.riffle.job.operator.InferenceLoader.Artifact;
import io.riffle.job.state.CodecSerializer;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.codec.ModelUpdateCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Which announced models this job has accepted: of each model the newest, in use or still loading,
 * and the one in use before it.
 *
 * <p><b>State</b>: broadcast, so that every subtask has it after rescaling. It holds announcements;
 * the weights are files.
 */
final class AcceptedModels {

    private final BroadcastState<String, ModelUpdate> newest;
    private final BroadcastState<String, ModelUpdate> previous;
    private final Map<String, ModelUpdate> inUse = new HashMap<>();
    private final Map<String, Long> versionInUse = new HashMap<>();

    AcceptedModels(OperatorStateStore store) throws Exception {
        this.newest = store.getBroadcastState(descriptor("newest-models"));
        this.previous = store.getBroadcastState(descriptor("previous-models"));
    }

    /** What to load at start, best first: newest, the one before it, the configured one. */
    List<Artifact> atStart(String model, @Nullable String configuredUri) throws Exception {
        List<Artifact> artifacts = new ArrayList<>();
        for (BroadcastState<String, ModelUpdate> state : List.of(newest, previous)) {
            ModelUpdate update = state.get(model);
            if (update != null) {
                artifacts.add(artifact(update));
            }
        }
        if (configuredUri != null) {
            artifacts.add(new Artifact(model, configuredUri, 0, null));
        }
        return artifacts;
    }

    /** Tells which artifact was loaded at start, and its version. */
    void started(Artifact artifact, long version) throws Exception {
        versionInUse.put(artifact.model(), version);
        for (BroadcastState<String, ModelUpdate> state : List.of(newest, previous)) {
            ModelUpdate update = state.get(artifact.model());
            if (update != null && artifact.equals(artifact(update))) {
                inUse.put(artifact.model(), update);
                newest.put(artifact.model(), update);
                return;
            }
        }
        newest.remove(artifact.model());
    }

    /** Whether the update is newer than what is in use or loading; if so it is remembered. */
    boolean accept(ModelUpdate update) throws Exception {
        String model = update.model();
        ModelUpdate known = newest.get(model);
        long knownVersion =
                Math.max(known == null ? 0 : known.version(), versionInUse.getOrDefault(model, 0L));
        if (update.version() <= knownVersion) {
            return false;
        }
        ModelUpdate serving = inUse.get(model);
        if (serving != null) {
            previous.put(model, serving);
        }
        newest.put(model, update);
        return true;
    }

    /** The update cannot be used: what is in use stays the newest. */
    void refused(ModelUpdate update) throws Exception {
        if (!update.equals(newest.get(update.model()))) {
            return;
        }
        ModelUpdate serving = inUse.get(update.model());
        if (serving == null) {
            newest.remove(update.model());
        } else {
            newest.put(update.model(), serving);
        }
    }

    /** The update is in use from now on. */
    void swapped(ModelUpdate update) {
        inUse.put(update.model(), update);
        versionInUse.put(update.model(), update.version());
    }

    static Artifact artifact(ModelUpdate update) {
        return new Artifact(
                update.model(), update.uri(), update.version(), update.manifestSha256());
    }

    private static MapStateDescriptor<String, ModelUpdate> descriptor(String name) {
        return new MapStateDescriptor<>(
                name, StringSerializer.INSTANCE, new CodecSerializer<>(ModelUpdateCodec.class));
    }
}
