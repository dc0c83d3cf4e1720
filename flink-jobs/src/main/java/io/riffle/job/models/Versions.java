package io.riffle.job.models;

import io.riffle.schema.ModelUpdate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a model that are remembered: which of them comes next, what becomes of them, and
 * which are still worth remembering. Immutable: what changes them makes others.
 *
 * @param all in the order of their coming
 * @param backbone fingerprint that serves, for rerankers; null = none, or no reranker
 * @param served what served before the start, best first
 */
record Versions(List<ModelVersion> all, @Nullable String backbone, List<Artifact> served) {

    /** Copies the lists. */
    Versions {
        all = List.copyOf(all);
        served = List.copyOf(served);
    }

    /** The version that serves; null = none. */
    @Nullable ModelVersion inUse() {
        return newest(version -> version.at(Stage.IN_USE));
    }

    /** The version that lies there; null = not remembered. */
    @Nullable ModelVersion find(Artifact artifact) {
        return all.stream().filter(version -> version.is(artifact)).findFirst().orElse(null);
    }

    /** As {@link ModelLife#proven}. */
    List<ModelVersion> proven() {
        List<ModelVersion> proven = new ArrayList<>();
        for (Artifact artifact : served) {
            ModelVersion version = find(artifact);
            if (version != null && version.at(Stage.PENDING)) {
                proven.add(version);
            }
        }
        all.stream().filter(version -> version.update() == null).forEach(proven::add);
        return proven;
    }

    /** As {@link ModelLife#verdict}. */
    Verdict verdict(ModelUpdate update) {
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

    /** Since when the newest version that may serve has not served, epoch ms; 0 = it does. */
    long pendingSince() {
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
                all.stream()
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

    /** The same, and a new one. */
    Versions and(ModelVersion version) {
        List<ModelVersion> more = new ArrayList<>(all);
        more.add(version);
        return with(more).trimmed();
    }

    /** The same, with some of them changed. */
    Versions where(Predicate<ModelVersion> which, UnaryOperator<ModelVersion> change) {
        return with(
                all.stream()
                        .map(version -> which.test(version) ? change.apply(version) : version)
                        .toList());
    }

    /** As {@link ModelLife#due}. */
    @Nullable ModelVersion due(long now) {
        return eligible().stream()
                .filter(version -> version.notBefore() <= now)
                .findFirst()
                .orElse(null);
    }

    /** As {@link ModelLife#nextDue}. */
    long nextDue() {
        return eligible().stream().mapToLong(ModelVersion::notBefore).min().orElse(Long.MAX_VALUE);
    }

    /** What becomes of all versions when one of them serves, as {@link ModelLife#loaded}. */
    Versions loaded(Artifact artifact, long number, @Nullable String trainedOn) {
        ModelVersion next = find(artifact);
        ModelUpdate update = next == null ? null : next.update();
        ModelVersion before = inUse();
        boolean back = before != null && update != null && update.rollbackOf() == before.number();
        List<ModelVersion> then = new ArrayList<>();
        for (ModelVersion version : all) {
            if (version.is(artifact)) {
                then.add(version.inUse(number, trainedOn));
            } else if (version.at(Stage.IN_USE)) {
                boolean fits = Objects.equals(version.fingerprint(), trainedOn);
                Stage left = fits ? Stage.PREVIOUS : Stage.WAITING;
                then.add(version.to(back ? Stage.TAKEN_BACK : left));
            } else if (!version.at(Stage.PREVIOUS) || before == null || back) {
                then.add(version);
            }
        }
        return with(then).trimmed();
    }

    private boolean fits(ModelVersion serving) {
        return backbone == null || backbone.equals(serving.fingerprint());
    }

    /** Of equal numbers the one that came first. */
    private @Nullable ModelVersion newest(Predicate<ModelVersion> which) {
        ModelVersion newest = null;
        for (ModelVersion version : all) {
            if (which.test(version) && (newest == null || version.number() > newest.number())) {
                newest = version;
            }
        }
        return newest;
    }

    /** Without what is of no use any more, oldest first; what serves or loads is never dropped. */
    Versions trimmed() {
        List<ModelVersion> kept = new ArrayList<>();
        Set<String> waiting = new HashSet<>();
        int others = 0;
        for (int i = all.size() - 1; i >= 0; i--) {
            ModelVersion version = all.get(i);
            boolean keep =
                    switch (version.stage()) {
                        case IN_USE, PREVIOUS, LOADING -> true;
                        case WAITING ->
                                waiting.size() < ModelLife.MOST
                                        && waiting.add(
                                                Objects.requireNonNullElse(
                                                        version.fingerprint(), ""));
                        case PENDING, REFUSED, TAKEN_BACK ->
                                version.update() == null
                                        || awaited(version)
                                        || others++ < ModelLife.MOST;
                    };
            if (keep) {
                kept.add(0, version);
            }
        }
        return with(kept);
    }

    /** Whether it served before the start and is to serve again: that is not one of the others. */
    private boolean awaited(ModelVersion version) {
        return version.at(Stage.PENDING) && served.contains(version.artifact());
    }

    private Versions with(List<ModelVersion> versions) {
        return new Versions(versions, backbone, served);
    }
}
