package io.riffle.serving;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.sources.Followers;
import io.riffle.schema.Candidate;
import io.riffle.serving.items.ItemIndex;
import io.riffle.serving.items.Wanted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The neighbours of an item: what followed it in sessions, the most frequent first; then, where
 * these are too few, the items whose rows are most alike.
 *
 * <p>Scores: 1 and the share among all that followed; the cosine of the rows.
 */
final class Similar {
    private static final float[] NO_FEATURES = {};

    private final ItemIndex index;
    private final @Nullable Blending blending;
    private final NDManager resident;

    Similar(ItemIndex index, @Nullable Blending blending, NDManager resident) {
        this.index = index;
        this.blending = blending;
        this.resident = resident;
    }

    /** Neighbours of an item; none of one that the backbone does not know. */
    List<Candidate> to(String itemId, Wanted wanted) {
        int row = index.row(itemId);
        if (row == 0 || wanted.nothing()) {
            return List.of();
        }
        List<Candidate> similar = new ArrayList<>();
        Set<String> there = new HashSet<>();
        Followers followers =
                blending == null
                        ? new Followers(new int[0], new float[0])
                        : blending.followers(row, wanted);
        for (int i = 0; i < followers.rows().length; i++) {
            String follower = index.itemId(followers.rows()[i]);
            there.add(follower);
            similar.add(new Candidate(follower, 1 + followers.shares()[i], NO_FEATURES));
        }
        if (similar.size() == wanted.most()) {
            return similar;
        }
        try (NDManager scratch = resident.newSubManager()) {
            NDArray item_1D = index.vector(scratch, row);
            for (Candidate alike : index.propose(item_1D, List.of(wanted)).get(0)) {
                if (similar.size() < wanted.most() && !there.contains(alike.itemId())) {
                    similar.add(alike);
                }
            }
        }
        return similar;
    }
}
