package io.riffle.serving;

import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.candidates.RerankRequest;
import io.riffle.schema.Candidate;
import io.riffle.schema.UserProfile;
import io.riffle.schema.history.UserHistory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a reranker reads of a proposal, in rows of its own items. */
final class ProposalReading {
    private final RerankColumns columns;
    private final ItemTable items;

    ProposalReading(RerankColumns columns, ItemTable items) {
        this.columns = columns;
        this.items = items;
    }

    /** The candidates, each once, at its first place. */
    List<Candidate> distinct(List<Candidate> candidates) {
        Map<String, Candidate> first = new LinkedHashMap<>(candidates.size() * 2);
        for (Candidate candidate : candidates) {
            first.putIfAbsent(candidate.itemId(), candidate);
        }
        return first.size() == candidates.size() ? candidates : List.copyOf(first.values());
    }

    /** The list to be ordered; columns of the caller count only when every candidate has all. */
    RerankRequest request(Proposal proposal, List<Candidate> candidates) {
        int[] rows = new int[candidates.size()];
        float[] scores = new float[rows.length];
        float[][] features = new float[rows.length][];
        int expected = columns.features().size();
        boolean described = expected > 0;
        for (int i = 0; i < rows.length; i++) {
            Candidate candidate = candidates.get(i);
            rows[i] = items.row(candidate.itemId());
            scores[i] = candidate.generatorScore();
            features[i] = candidate.features();
            described &= features[i].length == expected;
        }
        Query query = proposal.query();
        UserHistory history = proposal.turn().history();
        int[] known = new int[columns.historyEvents()];
        long[] seconds = new long[known.length];
        int first = known.length; // filled from the newest backwards
        for (long at = query.endSequence() - 1; at >= query.beginSequence() && first > 0; at--) {
            int row = items.row(history.itemId(at));
            if (row > 0) {
                first--;
                known[first] = row;
                seconds[first] = Math.floorDiv(history.time(at), 1000);
            }
        }
        UserProfile profile = proposal.turn().profile();
        return new RerankRequest(
                rows,
                scores,
                described ? features : new float[0][],
                Arrays.copyOfRange(known, first, known.length),
                Arrays.copyOfRange(seconds, first, seconds.length),
                Math.floorDiv(query.queryTime(), 1000),
                profile == null ? Map.of() : profile.attributes());
    }
}
