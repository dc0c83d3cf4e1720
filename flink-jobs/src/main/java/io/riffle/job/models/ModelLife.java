package io.riffle.job.models;

import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.schema.ModelUpdate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /** Least time between two tries. */
    public static final long FIRST_PAUSE = 1_000;

    static final long LONGEST_PAUSE = 60_000;

    private final String model;
    private final List<ModelVersion> versions; // in the order of their coming
    private final @Nullable String backbone; // fingerprint that serves; null = none, or no reranker

    private ModelLife(String model, List<ModelVersion> versions, @Nullable String backbone) {
        this.model = model;
        this.versions = List.copyOf(versions);
        this.backbone = backbone;
    }

    /**
     * The life at a start: everything is still to be loaded.
     *
     * @param configured URI that the options name; null = none
     * @param known announcements, oldest first
     * @param waiting rerankers that waited for their backbones, by fingerprint
     */
    public static ModelLife start(
            String model,
            @Nullable String configured,
            List<ModelUpdate> known,
            Map<String, ModelUpdate> waiting,
            long now) {
        List<ModelVersion> all = new ArrayList<>();
        if (configured != null) {
            all.add(ModelVersion.configured(model, configured, now));
        }
        waiting.forEach(
                (fingerprint, update) ->
                        all.add(ModelVersion.of(update, now).waiting(fingerprint)));
        ModelLife life = new ModelLife(model, all, null);
        for (ModelUpdate update : known) {
            life = life.find(Artifact.of(update)) == null ? life.announced(update, now) : life;
        }
        return life;
    }

    public String model() {
        return model;
    }

    /**
     * What to begin with, best first: what has served before, then what the options name.
     *
     * @param served what served, best first
     */
    public List<ModelVersion> proven(List<ModelUpdate> served) {
        List<ModelVersion> proven = new ArrayList<>();
        for (ModelUpdate update : served) {
            ModelVersion version = find(Artifact.of(update));
            if (version != null && version.at(Stage.PENDING)) {
                proven.add(version);
            }
        }
        versions.stream().filter(version -> version.update() == null).forEach(proven::add);
        return proven;
    }

    /** How an announcement stands to what is known. */
    public Verdict verdict(ModelUpdate update) {
        ModelVersion known = find(Artifact.of(update));
        if (known != null && (known.at(Stage.REFUSED) || known.at(Stage.WAITING))) {
            return Verdict.AGAIN;
        }
        ModelVersion newest = newest(version -> !version.at(Stage.REFUSED));
        if (newest == null || update.version() > newest.number()) {
            return Verdict.NEWER;
        }
        if (update.version() < newest.number()) {
            return Verdict.OLDER;
        }
        String sha256 = newest.artifact().manifestSha256();
        boolean same = sha256 == null || sha256.equals(update.manifestSha256());
        return same ? Verdict.KNOWN : Verdict.OTHER;
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
        List<ModelVersion> all = new ArrayList<>(told.versions);
        all.add(ModelVersion.of(update, now));
        return new ModelLife(model, trimmed(all), backbone);
    }

    /** What to load next; null = nothing now. */
    public @Nullable ModelVersion due(long now) {
        return eligible().stream()
                .filter(version -> version.notBefore() <= now)
                .findFirst()
                .orElse(null);
    }

    /** When something will be due; {@link Long#MAX_VALUE} = nothing without another event. */
    public long nextDue() {
        return eligible().stream().mapToLong(ModelVersion::notBefore).min().orElse(Long.MAX_VALUE);
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
        ModelVersion next = find(artifact);
        ModelUpdate update = next == null ? null : next.update();
        ModelVersion before = inUse();
        boolean back = before != null && update != null && update.rollbackOf() == before.number();
        List<ModelVersion> all = new ArrayList<>();
        for (ModelVersion version : versions) {
            if (version.is(artifact)) {
                all.add(version.inUse(number, trainedOn));
            } else if (version.at(Stage.IN_USE)) {
                boolean fits = Objects.equals(version.fingerprint(), trainedOn);
                Stage left = fits ? Stage.PREVIOUS : Stage.WAITING;
                all.add(version.to(back ? Stage.TAKEN_BACK : left));
            } else if (!version.at(Stage.PREVIOUS) || before == null || back) {
                all.add(version);
            }
        }
        return new ModelLife(model, trimmed(all), backbone);
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
        return new ModelLife(model, trimmed(next.versions), backbone);
    }

    /** A version could not be read, or not in time: it is tried again. */
    public ModelLife unreadable(Artifact artifact, long now) {
        return with(
                artifact,
                version -> {
                    long pause = FIRST_PAUSE << Math.min(20, version.failures());
                    return version.unreadable(now + Math.min(LONGEST_PAUSE, pause));
                });
    }

    /** Another backbone serves: of a reranker's life. Whoever waited for it is to be loaded. */
    public ModelLife backboneSwapped(String fingerprint, long now) {
        List<ModelVersion> all = new ArrayList<>();
        for (ModelVersion version : versions) {
            boolean waited =
                    version.at(Stage.WAITING)
                            && (version.fingerprint() == null
                                    || fingerprint.equals(version.fingerprint()));
            all.add(waited ? version.again(now) : version);
        }
        return new ModelLife(model, all, fingerprint);
    }

    /** All versions that are remembered, in the order of their coming. */
    public List<ModelVersion> versions() {
        return versions;
    }

    /** The version that serves; null = none. */
    public @Nullable ModelVersion inUse() {
        return newest(version -> version.at(Stage.IN_USE));
    }

    /** Since when the newest version that may serve has not served, epoch ms; 0 = it does. */
    public long pendingSince() {
        ModelVersion next =
                newest(version -> version.at(Stage.PENDING) || version.at(Stage.LOADING));
        ModelVersion serving = inUse();
        boolean behind =
                next != null
                        && (serving == null || !fits(serving) || next.number() > serving.number());
        return next != null && behind ? next.since() : 0;
    }

    /** Newest first: what may be loaded. Below the newest only what is better than nothing. */
    private List<ModelVersion> eligible() {
        ModelVersion serving = inUse();
        boolean served = serving != null && fits(serving);
        List<ModelVersion> eligible =
                versions.stream()
                        .filter(version -> version.at(Stage.PENDING))
                        .filter(
                                version ->
                                        !served
                                                || serving == null
                                                || version.number() > serving.number())
                        .sorted(Comparator.comparingLong(ModelVersion::number).reversed())
                        .toList();
        return served && eligible.size() > 1 ? eligible.subList(0, 1) : eligible;
    }

    private boolean fits(ModelVersion serving) {
        return backbone == null || backbone.equals(serving.fingerprint());
    }

    /** A version that was replaced on purpose is not loaded any more; one that serves goes on. */
    private ModelLife takenBack(long number) {
        List<ModelVersion> all = new ArrayList<>();
        for (ModelVersion version : versions) {
            boolean taken = version.number() == number && !version.at(Stage.IN_USE);
            all.add(taken ? version.to(Stage.TAKEN_BACK) : version);
        }
        return new ModelLife(model, all, backbone);
    }

    private ModelLife with(Artifact artifact, UnaryOperator<ModelVersion> change) {
        return new ModelLife(
                model,
                versions.stream()
                        .map(version -> version.is(artifact) ? change.apply(version) : version)
                        .toList(),
                backbone);
    }

    /** The version that lies there; null = not remembered. */
    public @Nullable ModelVersion find(Artifact artifact) {
        return versions.stream().filter(version -> version.is(artifact)).findFirst().orElse(null);
    }

    /** Of equal numbers the one that came first. */
    private @Nullable ModelVersion newest(Predicate<ModelVersion> which) {
        ModelVersion newest = null;
        for (ModelVersion version : versions) {
            if (which.test(version) && (newest == null || version.number() > newest.number())) {
                newest = version;
            }
        }
        return newest;
    }

    /** Without what is of no use any more, oldest first; what serves or loads is never dropped. */
    private static List<ModelVersion> trimmed(List<ModelVersion> all) {
        List<ModelVersion> kept = new ArrayList<>();
        Set<String> waiting = new HashSet<>();
        int others = 0;
        for (int i = all.size() - 1; i >= 0; i--) {
            ModelVersion version = all.get(i);
            boolean keep =
                    switch (version.stage()) {
                        case IN_USE, PREVIOUS, LOADING -> true;
                        case WAITING ->
                                waiting.size() < MOST
                                        && waiting.add(
                                                Objects.requireNonNullElse(
                                                        version.fingerprint(), ""));
                        case PENDING, REFUSED, TAKEN_BACK ->
                                version.update() == null || others++ < MOST;
                    };
            if (keep) {
                kept.add(0, version);
            }
        }
        return kept;
    }
}
