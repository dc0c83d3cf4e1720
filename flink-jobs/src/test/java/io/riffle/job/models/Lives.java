package io.riffle.job.models;

import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.schema.ModelUpdate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lives of a model, and what is announced in them. */
final class Lives {

    static final String MINE = "fingerprint-a";
    static final String OTHERS = "fingerprint-b";
    static final long NOW = 1_000_000;

    static final ModelUpdate THIRD = update(3, "c", 0);
    static final ModelUpdate FIFTH = update(5, "e", 0);

    private Lives() {}

    /** Version 5 in a stage; a version 3 serves, unless it is 5 that does. */
    static ModelLife fifth(Stage stage) {
        Artifact artifact = Artifact.of(FIFTH);
        ModelLife known = serving(3).announced(FIFTH, NOW);
        return switch (stage) {
            case PENDING -> known;
            case LOADING -> known.loading(artifact);
            case WAITING -> known.refused(artifact, Reason.FINGERPRINT, OTHERS);
            case REFUSED -> known.refused(artifact, Reason.SHAPE, null);
            case IN_USE -> known.loaded(artifact, 5, MINE);
            case PREVIOUS -> {
                ModelUpdate sixth = update(6, "f", 0);
                ModelLife later = known.loaded(artifact, 5, MINE).announced(sixth, NOW);
                yield later.loaded(Artifact.of(sixth), 6, MINE);
            }
            case TAKEN_BACK -> known.announced(update(6, "f", 5), NOW);
        };
    }

    /** A life in which a version serves, of backbone {@link #MINE}. */
    static ModelLife serving(long version) {
        ModelUpdate update = update(version, "c", 0);
        return ModelLife.start(
                        ModelUpdate.RERANKER, null, List.of(update), List.of(), Map.of(), NOW)
                .loaded(Artifact.of(update), version, MINE);
    }

    /** Version of what is to be loaded next. */
    static long due(ModelLife life, long now) {
        return Objects.requireNonNull(life.due(now)).number();
    }

    /** Stage of a version; null = not remembered. */
    static @Nullable Stage stage(ModelLife life, ModelUpdate update) {
        ModelVersion version = life.find(Artifact.of(update));
        return version == null ? null : version.stage();
    }

    /** An announcement of a reranker. */
    static ModelUpdate update(long version, String sha256, long rollbackOf) {
        return new ModelUpdate(
                ModelUpdate.RERANKER,
                version,
                0,
                "store/reranker/" + version,
                sha256.repeat(64),
                version,
                Map.of(),
                rollbackOf);
    }
}
