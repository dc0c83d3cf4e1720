package io.riffle.serving.items;

import io.riffle.schema.Candidate;
import io.riffle.serving.slate.Likeness;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How alike the item rows of a request's candidates are; read at once. */
public final class RowLikeness implements Likeness {
    private final Map<String, Integer> places = new HashMap<>();
    private final float[] values;
    private final int width;

    /** Reads the rows of candidates. */
    public RowLikeness(ItemIndex index, List<Candidate> candidates) {
        int[] rows = new int[candidates.size()];
        int count = 0;
        for (Candidate candidate : candidates) {
            int row = index.row(candidate.itemId());
            if (row > 0 && places.putIfAbsent(candidate.itemId(), count) == null) {
                rows[count++] = row;
            }
        }
        this.values = count == 0 ? new float[0] : index.values(Arrays.copyOf(rows, count));
        this.width = count == 0 ? 0 : values.length / count;
    }

    @Override
    public float of(String itemId, String other) {
        Integer place = places.get(itemId);
        Integer otherPlace = places.get(other);
        if (place == null || otherPlace == null) {
            return 0;
        }
        float cosine = 0;
        for (int d = 0; d < width; d++) {
            cosine += values[place * width + d] * values[otherPlace * width + d];
        }
        return cosine;
    }
}
