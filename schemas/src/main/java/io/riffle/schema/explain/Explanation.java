package io.riffle.schema.explain;

import io.riffle.schema.Rules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a slate shows what it shows.
 *
 * @param requestId of the question
 * @param userId whose slate it is
 * @param reason what there is to know beside, or why there is no explanation; empty = nothing
 * @param served null where there is no explanation
 * @param backboneVersion by which it is explained; 0 = takes no part
 * @param rerankerVersion likewise
 * @param exact whether these say the slate again, item by item
 * @param items as they were shown, the first {@link #MOST_ITEMS}
 * @param again what the versions above say to the same request, item ids, best first; the items,
 *     where exact, but for those that no model put there
 * @param barred what would be on the slate without conditions, exclusions, dislikes and rules
 * @param without newest event first
 */
public record Explanation(
        String requestId,
        String recommendationId,
        String userId,
        ExplainStatus status,
        String reason,
        @Nullable ServedSlate served,
        long backboneVersion,
        long rerankerVersion,
        boolean exact,
        List<ExplainedItem> items,
        List<String> again,
        Counts counts,
        List<Barred> barred,
        List<Without> without) {

    /** Ranks of a slate that are explained: an answer has to fit a record. */
    public static final int MOST_ITEMS = 40;

    private static final String OWNER = "an explanation";

    /**
     * How many items could not be on the slate.
     *
     * @param known items that the backbone has rows of
     * @param withdrawn of these, not shown: withdrawn, or not in the catalogue
     * @param satisfying items of the catalogue that satisfy the condition; -1 = there was none
     * @param seen distinct items of the history
     * @param excluded by the request, or shown before in the placement or on earlier pages
     */
    public record Counts(
            int known, int withdrawn, int satisfying, int seen, int disliked, int excluded) {

        /** Of an answer that explains nothing. */
        public static final Counts NONE = new Counts(0, 0, -1, 0, 0, 0);
    }

    /**
     * An item that was kept from the slate.
     *
     * @param rank it would have had
     * @param by "condition", "disliked", "excluded" or "placement rules"
     */
    public record Barred(String itemId, int rank, String by) {}

    /** Checks ids, copies the lists. */
    public Explanation {
        Rules.id("request id", requestId, OWNER);
        Rules.notNegative("backbone version", backboneVersion, OWNER);
        Rules.notNegative("reranker version", rerankerVersion, OWNER);
        items = List.copyOf(items);
        again = List.copyOf(again);
        barred = List.copyOf(barred);
        without = List.copyOf(without);
        for (Without one : without) {
            if (one.ranks().size() != again.size()) {
                throw Rules.broken(
                        "number of ranks",
                        one.ranks().size(),
                        OWNER,
                        "be that of the slate's items (" + again.size() + ")",
                        "the slate was cut");
            }
        }
    }

    /** The answer to a question that is not answered otherwise. */
    public static Explanation none(
            String requestId,
            String recommendationId,
            String userId,
            ExplainStatus status,
            String reason) {
        return new Explanation(
                requestId,
                recommendationId,
                userId,
                status,
                reason,
                null,
                0,
                0,
                false,
                List.of(),
                List.of(),
                Counts.NONE,
                List.of(),
                List.of());
    }

    /** The events without which an item would not be on the slate: it is there because of each. */
    public List<Without> because(String itemId) {
        int place = again.indexOf(itemId);
        List<Without> because = new ArrayList<>();
        for (Without one : without) {
            if (place >= 0 && one.ranks().get(place) == 0) {
                because.add(one);
            }
        }
        return because;
    }

    /** The event without which an item that stays would fall furthest; null = it falls for none. */
    public @Nullable Without lifts(String itemId) {
        int place = again.indexOf(itemId);
        Without most = null;
        int lowest = place + 1;
        for (Without one : without) {
            if (place >= 0 && one.ranks().get(place) > lowest) {
                lowest = one.ranks().get(place);
                most = one;
            }
        }
        return most;
    }

    /** Key of its record: the user; where that could not be read, the question. */
    public String key() {
        return userId.isEmpty() ? requestId : userId;
    }
}
