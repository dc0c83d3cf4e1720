package io.riffle.job.inference;

import io.riffle.job.models.Artifact;
import io.riffle.job.models.UpdateRefusedException;
import io.riffle.job.models.UpdateRefusedException.Reason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where announced models may lie: {@code <store>/<model>/<version>} and nowhere else. Whoever may
 * write announcements can then name a version of the store, but no other file and no other host.
 */
final class StorePlace {

    private StorePlace() {}

    /**
     * @param store address of the store; null = announcements may name any place
     * @throws UpdateRefusedException when the artifact lies elsewhere
     */
    static void check(Artifact artifact, @Nullable String store) {
        if (store == null) {
            return;
        }
        String place = trimmed(store) + "/" + artifact.model() + "/" + artifact.version();
        if (!plain(place).equals(plain(trimmed(artifact.uri())))) {
            throw new UpdateRefusedException(
                    Reason.STORE,
                    String.format(
                            Locale.ROOT,
                            "The place (%s) of an announced %s must be %s:"
                                + " riffle.model.store.%nMaybe the model was published into another"
                                + " store.",
                            shortened(artifact.uri()),
                            artifact.model(),
                            place),
                    null);
        }
    }

    private static String trimmed(String uri) {
        return uri.length() > 1 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    /** One spelling of local paths: {@code /a}, {@code file:/a} and {@code file:///a} are one. */
    private static String plain(String uri) {
        if (!uri.toLowerCase(Locale.ROOT).startsWith("file:")) {
            return uri;
        }
        String path = uri.substring("file:".length());
        // Two slashes name a host.
        return path.startsWith("///") ? path.substring(2) : path;
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
