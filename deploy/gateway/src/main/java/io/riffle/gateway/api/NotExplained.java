package io.riffle.gateway.api;

import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.gateway.view.PassedSlates.Passed;
import io.riffle.schema.explain.Explanation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a slate is not explained. What nobody knows, what is not kept any more and what is not kept
 * yet look alike to whoever asks, and call for different things to do: what this gateway saw pass,
 * beside the job's word, tells them apart.
 */
final class NotExplained {

    private static final Duration IN_SECONDS = Duration.ofMinutes(2);
    private static final Duration IN_MINUTES = Duration.ofHours(2);

    private NotExplained() {}

    /** Nobody can be asked: whose slate it is is not said, and has not been seen. */
    static Problem neverSeen(String recommendationId) {
        return Problem.of(
                ProblemKind.NOT_FOUND,
                "recommendation",
                recommendationId,
                "the request",
                "be one that has passed this gateway of late",
                "the id is misspelt; or it passed before this gateway remembers: name its user,"
                        + " ?user_id=");
    }

    /** Nobody need be asked: of a guest the job keeps nothing. */
    static Problem ofGuest(String recommendationId) {
        return Problem.of(
                ProblemKind.NOT_KEPT,
                "recommendation",
                recommendationId,
                "the request",
                "be a user's: of a guest nothing is kept",
                "ask for the slate with a user_id");
    }

    /**
     * What the job's answer comes to; null = it is an explanation.
     *
     * @param passed what this gateway saw of the slate; null = nothing
     * @param now epoch ms
     */
    static @Nullable Problem of(Explanation told, @Nullable Passed passed, long now) {
        return switch (told.status()) {
            case EXPLAINED -> null;
            case UNKNOWN -> unknown(told, passed, now);
            case BUSY -> new Problem(ProblemKind.BUSY, told.reason());
            case REFUSED -> new Problem(ProblemKind.INVALID, told.reason());
            case FAILED -> new Problem(ProblemKind.INTERNAL, told.reason());
        };
    }

    private static Problem unknown(Explanation told, @Nullable Passed passed, long now) {
        if (passed == null) {
            return new Problem(
                    ProblemKind.NOT_FOUND,
                    told.reason()
                            + " This gateway has not seen it pass either: maybe the id, or the"
                            + " user, is another.");
        }
        String items =
                passed.items() == 0
                        ? "without items: there was nothing to explain."
                        : "with " + passed.items() + " items.";
        String age = age(Math.max(0, now - passed.time()));
        return new Problem(
                ProblemKind.NOT_KEPT,
                told.reason() + " It passed this gateway " + age + " ago, " + items);
    }

    private static String age(long millis) {
        Duration age = Duration.ofMillis(millis);
        if (age.compareTo(IN_SECONDS) < 0) {
            return age.toSeconds() + " s";
        }
        return age.compareTo(IN_MINUTES) < 0 ? age.toMinutes() + " min" : age.toHours() + " h";
    }
}
