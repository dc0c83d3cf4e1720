package io.riffle.serving;

import io.riffle.model.sources.SourceBlend;
import io.riffle.schema.Candidate;
import io.riffle.schema.explain.Said;
import io.riffle.serving.items.ItemIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where candidates come from: what each source says of them.
 *
 * @param blending null: all come from the backbone
 */
record CandidateOrigins(ItemIndex index, @Nullable Blending blending) {

    /**
     * Of the candidates of the newest request, which was alone in its bundle and asked for no
     * neighbours: by item id, the backbone first.
     */
    Map<String, List<Said>> of(List<Candidate> candidates) {
        Map<String, List<Said>> sources = new HashMap<>();
        for (Candidate candidate : candidates) {
            int row = index.row(candidate.itemId());
            int rank = sources.size() + 1;
            List<Said> alone =
                    List.of(new Said(SourceBlend.BACKBONE, rank, candidate.generatorScore()));
            sources.put(
                    candidate.itemId(),
                    row == 0 ? List.of() : blending == null ? alone : blending.said(row));
        }
        return sources;
    }
}
