package io.riffle.job.models;

import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.schema.ModelUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one model in one subtask, each in its stage: what was announced, what is to be
 * loaded next, what serves. Immutable and without any input or output: each method is an event and
 * returns the life after it.
 *
 * <p>The highest version that is not refused is the one to serve. What cannot be read now stays
 * pending and is tried again, ever more seldom; what must not serve is refused until somebody
 * announces it again. A reranker waits for its backbone, of each fingerprint the newest.
 *
 * <p><b>Units</b>: epoch ms of processing time.
 */
public final class ModelLife {

    /** Announcements that are remembered, of each model; and fingerprints that are waited for. */
    public static final int MOST = 8;

    private final String model;
    private final Versions versions;

    private ModelLife(String model, Versions versions) {
        this.model = model;
        this.versions = versions;
    }

    /**
     * The life at a start: everything is still to be loaded.
     *
     * @param configured URI that the options name; null = none
     * @param known announcements, oldest first
     * @param served what served, best first; what is not among the known ones came before them
     * @param waiting rerankers that waited for their backbones, by fingerprint
     */
    public static ModelLife start(
            String model,
            @Nullable String configured,
            List<ModelUpdate> known,
            List<ModelUpdate> served,
            Map<String, ModelUpdate> waiting,
            long now) {
        List<ModelUpdate> ordered = new ArrayList<>(known);
        served.stream()
                .filter(update -> !known.contains(update))
                .forEach(update -> ordered.add(0, update));
        List<ModelVersion> all = new ArrayList<>();
        if (configured != null) {
            all.add(ModelVersion.configured(model, configured, now));
        }
        waiting.forEach(
                (fingerprint, update) ->
                        all.add(ModelVersion.of(update, now).waiting(fingerprint)));
        List<Artifact> proven = served.stream().map(Artifact::of).toList();
        ModelLife life = new ModelLife(model, new Versions(all, null, proven));
        for (ModelUpdate update : ordered) {
            life = life.find(Artifact.of(update)) == null ? life.announced(update, now) : life;
        }
        // At the end: what is taken back, and what takes it back, may have been known before.
        ordered.addAll(waiting.values());
        for (ModelUpdate update : ordered) {
            life = update.rollbackOf() > 0 ? life.takenBack(update.rollbackOf()) : life;
        }
        return life;
    }

    public String model() {
        return model;
    }

    /** What to begin with, best first: what has served before, then what the options name. */
    public List<ModelVersion> proven() {
        return versions.proven();
    }

    /** How an announcement stands to what is known. */
    public Verdict verdict(ModelUpdate update) {
        return versions.verdict(update);
    }

    /** A version was announced, perhaps again. */
    public ModelLife announced(ModelUpdate update, long now) {
        Artifact artifact = Artifact.of(update);
        Verdict verdict = verdict(update);
        ModelLife told = update.rollbackOf() > 0 ? takenBack(update.rollbackOf()) : this;
        if (verdict == Verdict.AGAIN) {
            return told.with(artifact, version -> version.again(now));
        }
        if (verdict == Verdict.KNOWN || find(artifact) != null) {
            return told;
        }
        return new ModelLife(model, told.versions.and(ModelVersion.of(update, now)));
    }

    /** What to load next; null = nothing now. */
    public @Nullable ModelVersion due(long now) {
        return versions.due(now);
    }

    /** When something will be due; {@link Long#MAX_VALUE} = nothing without another event. */
    public long nextDue() {
        return versions.nextDue();
    }

    public ModelLife loading(Artifact artifact) {
        return with(artifact, version -> version.to(Stage.LOADING));
    }

    /** Whether what a load has brought is to serve: nobody has taken it back meanwhile. */
    public boolean wanted(Artifact artifact) {
        ModelVersion version = find(artifact);
        return version != null && version.at(Stage.LOADING);
    }

    /**
     * A version serves from now on.
     *
     * @param number its version, as its manifest says
     * @param trainedOn fingerprint of the backbone that a reranker serves with; null = a backbone
     */
    public ModelLife loaded(Artifact artifact, long number, @Nullable String trainedOn) {
        return new ModelLife(model, versions.loaded(artifact, number, trainedOn));
    }

    /**
     * A version must not serve; a reranker of another backbone must not yet.
     *
     * @param trainedOn fingerprint of the backbone that a reranker needs; null = not known
     */
    public ModelLife refused(Artifact artifact, Reason reason, @Nullable String trainedOn) {
        ModelLife next =
                reason == Reason.FINGERPRINT
                        ? with(artifact, version -> version.waiting(trainedOn))
                        : with(artifact, version -> version.refused(reason));
        return new ModelLife(model, next.versions.trimmed());
    }

    /** A version could not be read, or not in time: it is tried again. */
    public ModelLife unreadable(Artifact artifact, long now) {
        return with(
                artifact, version -> version.unreadable(now + Backoff.after(version.failures())));
    }

    /** Another backbone serves: of a reranker's life. Whoever waited for it is to be loaded. */
    public ModelLife backboneSwapped(String fingerprint, long now) {
        ModelLife life =
                where(
                        version ->
                                version.at(Stage.WAITING)
                                        && (version.fingerprint() == null
                                                || fingerprint.equals(version.fingerprint())),
                        version -> version.again(now));
        List<Artifact> served = versions.served();
        return new ModelLife(model, new Versions(life.versions.all(), fingerprint, served));
    }

    /** All versions that are remembered, in the order of their coming. */
    public List<ModelVersion> versions() {
        return versions.all();
    }

    /** The version that serves; null = none. */
    public @Nullable ModelVersion inUse() {
        return versions.inUse();
    }

    /** Since when the newest version that may serve has not served, epoch ms; 0 = it does. */
    public long pendingSince() {
        return versions.pendingSince();
    }

    /** A version that was replaced on purpose is not loaded any more; one that serves goes on. */
    private ModelLife takenBack(long number) {
        return where(
                version -> version.number() == number && !version.at(Stage.IN_USE),
                version -> version.to(Stage.TAKEN_BACK));
    }

    private ModelLife with(Artifact artifact, UnaryOperator<ModelVersion> change) {
        return where(version -> version.is(artifact), change);
    }

    private ModelLife where(Predicate<ModelVersion> which, UnaryOperator<ModelVersion> change) {
        return new ModelLife(model, versions.where(which, change));
    }

    /** The version that lies there; null = not remembered. */
    public @Nullable ModelVersion find(Artifact artifact) {
        return versions.find(artifact);
    }
}
