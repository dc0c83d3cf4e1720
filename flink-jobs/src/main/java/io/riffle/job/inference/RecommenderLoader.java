package io.riffle.job.inference;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.StoredModel;
import io.riffle.job.models.Artifact;
import io.riffle.job.models.SharedModels;
import io.riffle.job.models.SharedModels.Lease;
import io.riffle.job.models.UpdateRefusedException;
import io.riffle.job.settings.ModelSettings;
import io.riffle.schema.ModelUpdate;
import io.riffle.serving.Recommender;
import io.riffle.serving.ServingOptions;
import io.riffle.serving.slate.Exploration;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;

/** Makes {@link Recommender}s out of artifacts that pass the {@link UpdateGate}. */
public final class RecommenderLoader<F extends ArtifactFiles & Serializable>
        implements InferenceLoader {

    private static final long serialVersionUID = 1L;

    /** Of this process, as far as one class loader reaches: the subtasks of one job. */
    private static final SharedModels PROCESS = new SharedModels();

    private static final DeviceLeases DEVICES = new DeviceLeases();

    private final ModelSettings settings;
    private final F files;
    private final transient DeviceLeases.@Nullable Lease lease;

    /** Loads what the settings allow, from files of any store. */
    public RecommenderLoader(ModelSettings settings, F files) {
        this(settings, files, null);
    }

    private RecommenderLoader(ModelSettings settings, F files, DeviceLeases.@Nullable Lease lease) {
        this.settings = settings;
        this.files = files;
        this.lease = lease;
    }

    @Override
    public InferenceLoader on(RuntimeContext subtask) {
        return new RecommenderLoader<>(
                settings,
                files,
                DEVICES.of(
                        subtask.getTaskInfo().getTaskNameWithSubtasks(),
                        settings.device(),
                        DeviceLeases.indices(
                                subtask.getExternalResourceInfos(DeviceLeases.RESOURCE)),
                        Recommender::gpus));
    }

    @Override
    public void giveUp(Thread load) {
        PROCESS.giveUp(load);
    }

    @Override
    public int gpu() {
        return lease == null ? -1 : lease.gpu();
    }

    @Override
    public void release() {
        if (lease != null) {
            lease.close();
        }
    }

    /** Versions whose weights are in this process. */
    static int held() {
        return PROCESS.size();
    }

    @Override
    public Inference load(@Nullable Inference current, Artifact artifact) {
        RecommenderInference now = (RecommenderInference) current;
        UpdateGate gate = new UpdateGate(files, settings.loading());
        StoredModel stored = gate.admit(artifact);
        boolean backbone = artifact.model().equals(ModelUpdate.BACKBONE);
        if (!backbone) {
            checkBackbone(stored, now);
        }
        List<LoadedModel> known = now == null ? List.of() : now.models().all();
        try (Lease loaded =
                PROCESS.hold(
                        stored.folder() + "#" + stored.manifestSha256(),
                        () -> gate.read(stored, known))) {
            if (now == null) {
                return inference(new ModelPair(loaded.again(), null, null, null));
            }
            LoadedModel replaced = now.models().of(backbone);
            if (replaced != null) {
                UpdateGate.checkNorm(loaded.model(), replaced, artifact);
            }
            return inference(now.models().with(loaded, backbone));
        }
    }

    /** A reranker serves with the backbone it was trained on. */
    private static void checkBackbone(StoredModel stored, @Nullable RecommenderInference now) {
        if (now == null) {
            throw UpdateRefusedException.ofAnotherBackbone(
                    stored.manifest().backboneFingerprint(),
                    String.format(
                            Locale.ROOT,
                            "The reranker (%s) must have a backbone beside it.%nMaybe announce a"
                                    + " backbone first.",
                            stored.folder()));
        }
        UpdateGate.checkFingerprint(stored, now.models().backbone());
    }

    /** Owns the pair, and closes it when it cannot be brought to serve. */
    private RecommenderInference inference(ModelPair models) {
        ServingOptions options =
                new ServingOptions(
                        settings.slateSize(),
                        settings.candidates(),
                        settings.hop(),
                        settings.cacheBytes(),
                        settings.prefillMaxPerBundle(),
                        settings.maxVersionLag(),
                        lease == null ? settings.device() : lease.device(),
                        new Exploration(
                                settings.explorationShare(), settings.explorationTemperature()),
                        settings.loading().provisionalItems());
        try {
            return new RecommenderInference(
                    models, new Recommender(models.backbone(), models.of(false), options));
        } catch (Throwable e) {
            models.close();
            throw e;
        }
    }
}
