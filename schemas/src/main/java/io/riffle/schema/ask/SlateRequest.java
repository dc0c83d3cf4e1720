package io.riffle.schema.ask;

import io.riffle.schema.ContextNames;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Rules;
import io.riffle.schema.SizeLimits;
import java.util.List;
import java.util.Map;

/**
 * Asks for a slate without a click.
 *
 * @param requestId the same id of the same user is answered by the same recommendation id
 * @param userId empty: a guest, of whom nothing is known but the history given here
 * @param history a guest's, oldest first; empty where there is a user
 * @param placement whose rules hold; empty = none
 * @param size items wanted; 0 = what the placement says, else the job
 * @param where a condition in its text form that every item satisfies; empty = none
 * @param candidates rank these and no others; empty = whatever is best of the catalogue
 * @param exclude item ids that are not wanted
 * @param continueAfter recommendation id after which to go on; empty = none
 * @param requestTime time for which is asked, epoch ms
 * @param bestOnly whether nothing is explored
 * @param similarTo item whose neighbours are wanted; empty = what goes on from the history
 * @param context what the front end knows of the circumstances, such as the device
 */
public record SlateRequest(
        String requestId,
        String userId,
        List<HistoryEvent> history,
        String placement,
        int size,
        String where,
        List<String> candidates,
        List<String> exclude,
        String continueAfter,
        long requestTime,
        boolean bestOnly,
        String similarTo,
        Map<String, String> context) {

    private static final String OWNER = "a slate request";

    /** Checks ids, sizes and time, copies the lists. */
    public SlateRequest {
        Rules.id("request id", requestId, OWNER);
        if (!userId.isEmpty()) {
            Rules.id("user id", userId, OWNER);
        }
        Rules.time("request time", requestTime, OWNER);
        if (size < 0 || size > SizeLimits.SLATE) {
            throw Rules.broken(
                    "size", size, OWNER, "be 0 to " + SizeLimits.SLATE, "ask for the next page");
        }
        if (!userId.isEmpty() && !history.isEmpty()) {
            throw Rules.broken(
                    "history",
                    history.size() + " events",
                    OWNER,
                    "be empty where a user is named",
                    "leave the user id out");
        }
        history = List.copyOf(history);
        candidates = List.copyOf(candidates);
        exclude = List.copyOf(exclude);
        context = Rules.copy(context);
    }

    /** Of circumstances that nobody tells. */
    public SlateRequest(
            String requestId,
            String userId,
            List<HistoryEvent> history,
            String placement,
            int size,
            String where,
            List<String> candidates,
            List<String> exclude,
            String continueAfter,
            long requestTime,
            boolean bestOnly,
            String similarTo) {
        this(
                requestId,
                userId,
                history,
                placement,
                size,
                where,
                candidates,
                exclude,
                continueAfter,
                requestTime,
                bestOnly,
                similarTo,
                Map.of());
    }

    /** Nothing but who asks, and when. */
    public static SlateRequest of(String requestId, String userId, long requestTime) {
        return new SlateRequest(
                requestId,
                userId,
                List.of(),
                "",
                0,
                "",
                List.of(),
                List.of(),
                "",
                requestTime,
                false,
                "");
    }

    /** The same with what is read of its context. */
    public SlateRequest with(ContextNames read) {
        if (context.isEmpty()) {
            return this;
        }
        return new SlateRequest(
                requestId,
                userId,
                history,
                placement,
                size,
                where,
                candidates,
                exclude,
                continueAfter,
                requestTime,
                bestOnly,
                similarTo,
                read.read(context));
    }

    /** Whether nothing is known of who asks but what the request says. */
    public boolean guest() {
        return userId.isEmpty();
    }

    /** Key of its record: the user, else the request itself. */
    public String key() {
        return guest() ? requestId : userId;
    }
}
