package io.riffle.gateway.ask;

import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is shown.
 *
 * @param slate of the job; null where there is none to be shown, and items are popular ones
 * @param items best first; of a slate that was made for another question, those that fit this one
 * @param staleSince epoch ms at which the slate was made, where it was made for an earlier
 *     question; 0 = it is no slate of the job's; {@link #FRESH} where it answers this one
 * @param reason empty = nothing to say
 * @param stored whether the brokers have the click; null where no click is answered
 */
public record Answer(
        @Nullable Recommendation slate,
        List<RankedItem> items,
        long staleSince,
        String reason,
        @Nullable Boolean stored) {

    /** Is in place of a time where the job has answered. */
    public static final long FRESH = -1;

    private static final String STALE = "STALE";

    /** The job's own answer. */
    static Answer fresh(Recommendation slate, @Nullable Boolean stored) {
        return new Answer(slate, slate.items(), FRESH, slate.reason(), stored);
    }

    /** Whether something else is shown than the job's answer, which did not come or was empty. */
    public boolean stale() {
        return staleSince != FRESH;
    }

    /** What callers are told of where it comes from: the slate's tier, or that it is stale. */
    public String label() {
        return slate == null || stale() ? STALE : slate.tier().name();
    }

    Answer withStored(@Nullable Boolean known) {
        return new Answer(slate, items, staleSince, reason, known);
    }
}
