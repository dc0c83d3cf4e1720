package io.riffle.job.models;

import io.riffle.artifact.ModelException;
import io.riffle.job.models.UpdateRefusedException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a model was not loaded, and what that means: it cannot be read now, or it must not serve.
 *
 * @param refusal the rule that it breaks; null = it can perhaps be read later
 * @param fingerprint of the backbone that a reranker needs; null = that is not why
 */
public record LoadFailure(@Nullable Reason refusal, @Nullable String fingerprint, Throwable cause) {

    /** What a load has thrown. */
    public static LoadFailure of(Throwable thrown) {
        if (thrown instanceof OutOfMemoryError) {
            return new LoadFailure(Reason.MEMORY, null, thrown);
        }
        if (thrown instanceof Error) {
            return new LoadFailure(Reason.ERROR, null, thrown);
        }
        if (thrown instanceof UpdateRefusedException refused) {
            return new LoadFailure(refused.reason(), refused.fingerprint(), thrown);
        }
        if (unreadable(thrown)) {
            return new LoadFailure(null, null, thrown);
        }
        Reason reason =
                thrown instanceof ModelException broken
                        ? UpdateRefusedException.of(broken).reason()
                        : Reason.FAILED;
        return new LoadFailure(reason, null, thrown);
    }

    /** It took longer than a load may. */
    public static LoadFailure late(Artifact artifact, long millis) {
        return new LoadFailure(
                null,
                null,
                new IOException(
                        String.format(
                                Locale.ROOT,
                                "The time (%d ms) of loading %s must be enough.%nMaybe the store"
                                        + " hangs, or riffle.model.load-timeout is too short for a"
                                        + " model of this size.",
                                millis,
                                artifact.uri())));
    }

    /** Whether it is to be tried again. */
    public boolean passing() {
        return refusal == null;
    }

    private static boolean unreadable(Throwable thrown) {
        if (thrown instanceof ModelException broken) {
            return broken.reason() == ModelException.Reason.UNREADABLE;
        }
        return thrown instanceof UncheckedIOException || thrown instanceof IOException;
    }
}
