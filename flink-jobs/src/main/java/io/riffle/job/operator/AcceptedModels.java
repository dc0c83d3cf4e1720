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
 * the one in use, and the one in use before the newest.
 *
 * <p><b>State</b>: broadcast, so that every subtask has it after rescaling. It holds announcements;
 * the weights are files.
 */
final class AcceptedModels {

    private final BroadcastState<String, ModelUpdate> newest;
    private final BroadcastState<String, ModelUpdate> inUse;
    private final BroadcastState<String, ModelUpdate> previous;
    private final Map<String, Long> versionInUse = new HashMap<>();

    /** How an announced version stands to the newest known. */
    enum Verdict {
        /** Above it: to be taken into use. */
        NEWER,
        /** The same: announced again. */
        KNOWN,
        /** Below it: to be refused. */
        OLDER
    }

    AcceptedModels(OperatorStateStore store) throws Exception {
        this.newest = store.getBroadcastState(descriptor("newest-models"));
        this.inUse = store.getBroadcastState(descriptor("models-in-use"));
        this.previous = store.getBroadcastState(descriptor("previous-models"));
    }

    /** What has served and may serve at start, best first; then the configured one. */
    List<Artifact> proven(String model, @Nullable String configuredUri) throws Exception {
        List<Artifact> artifacts = new ArrayList<>();
        for (BroadcastState<String, ModelUpdate> state : List.of(inUse, previous)) {
            ModelUpdate update = state.get(model);
            if (update != null) {
                artifacts.add(Artifact.of(update));
            }
        }
        if (configuredUri != null) {
            artifacts.add(Artifact.configured(model, configuredUri));
        }
        return artifacts;
    }

    /** What was accepted and has not served yet: it was loading at the checkpoint. */
    @Nullable ModelUpdate pending(String model) throws Exception {
        ModelUpdate update = newest.get(model);
        return update == null || update.equals(inUse.get(model)) ? null : update;
    }

    /** Tells which proven artifact was loaded at start, and its version. */
    void started(Artifact artifact, long version) throws Exception {
        String model = artifact.model();
        boolean loading = pending(model) != null;
        versionInUse.put(model, version);
        for (BroadcastState<String, ModelUpdate> state : List.of(inUse, previous)) {
            ModelUpdate update = state.get(model);
            if (update != null && artifact.equals(Artifact.of(update))) {
                inUse.put(model, update);
                if (!loading) {
                    newest.put(model, update);
                }
                return;
            }
        }
        inUse.remove(model);
        if (!loading) {
            newest.remove(model);
        }
    }

    /** Compares an update with what is in use or loading; a newer one is remembered. */
    Verdict accept(ModelUpdate update) throws Exception {
        String model = update.model();
        ModelUpdate known = newest.get(model);
        long knownVersion =
                Math.max(known == null ? 0 : known.version(), versionInUse.getOrDefault(model, 0L));
        if (update.version() <= knownVersion) {
            return update.version() == knownVersion ? Verdict.KNOWN : Verdict.OLDER;
        }
        ModelUpdate serving = inUse.get(model);
        if (serving != null) {
            previous.put(model, serving);
        }
        newest.put(model, update);
        return Verdict.NEWER;
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
    void swapped(ModelUpdate update) throws Exception {
        inUse.put(update.model(), update);
        versionInUse.put(update.model(), update.version());
    }

    private static MapStateDescriptor<String, ModelUpdate> descriptor(String name) {
        return new MapStateDescriptor<>(
                name, StringSerializer.INSTANCE, new CodecSerializer<>(ModelUpdateCodec.class));
    }
}
