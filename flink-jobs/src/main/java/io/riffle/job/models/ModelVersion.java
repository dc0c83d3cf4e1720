package io.riffle.job.models;

import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.schema.ModelUpdate;
import org.jspecify.annotations.Nullable;

/**
 * One version of a model in its life.
 *
 * <p><b>Units</b>: epoch ms of processing time.
 *
 * @param artifact where it lies; what tells it from others
 * @param update its announcement; null for the one that the options name
 * @param number the version announced, or found once it was loaded; 0 = not known yet
 * @param reason why it is refused; null unless it is
 * @param fingerprint of the backbone that it was trained on, of a reranker; null = not known yet
 * @param failures reads that failed one after the other
 * @param notBefore when it may be read again
 * @param since when it came
 */
public record ModelVersion(
        Artifact artifact,
        @Nullable ModelUpdate update,
        long number,
        Stage stage,
        @Nullable Reason reason,
        @Nullable String fingerprint,
        int failures,
        long notBefore,
        long since) {

    static ModelVersion of(ModelUpdate update, long now) {
        Artifact artifact = Artifact.of(update);
        return new ModelVersion(
                artifact, update, update.version(), Stage.PENDING, null, null, 0, now, now);
    }

    static ModelVersion configured(String model, String uri, long now) {
        Artifact artifact = Artifact.configured(model, uri);
        return new ModelVersion(artifact, null, 0, Stage.PENDING, null, null, 0, now, now);
    }

    boolean is(Artifact other) {
        return artifact.equals(other);
    }

    boolean at(Stage other) {
        return stage == other;
    }

    /** The same further on, or back, without a failure. */
    ModelVersion to(Stage next) {
        return new ModelVersion(
                artifact, update, number, next, null, fingerprint, 0, notBefore, since);
    }

    /** To be read as if it had just come. */
    ModelVersion again(long now) {
        return new ModelVersion(
                artifact, update, number, Stage.PENDING, null, fingerprint, 0, now, now);
    }

    ModelVersion inUse(long found, @Nullable String backbone) {
        return new ModelVersion(
                artifact, update, found, Stage.IN_USE, null, backbone, 0, notBefore, since);
    }

    ModelVersion refused(Reason why) {
        return new ModelVersion(
                artifact, update, number, Stage.REFUSED, why, fingerprint, 0, notBefore, since);
    }

    ModelVersion waiting(@Nullable String backbone) {
        return new ModelVersion(
                artifact, update, number, Stage.WAITING, null, backbone, 0, notBefore, since);
    }

    ModelVersion unreadable(long until) {
        return new ModelVersion(
                artifact,
                update,
                number,
                Stage.PENDING,
                null,
                fingerprint,
                failures + 1,
                until,
                since);
    }
}
