package io.riffle.serving;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.model.candidates.BackboneScore;
import io.riffle.model.sources.Followers;
import io.riffle.model.sources.Past;
import io.riffle.model.sources.SourceBlend;
import io.riffle.model.sources.Union;
import io.riffle.model.tables.SourceTables;
import io.riffle.schema.Candidate;
import io.riffle.schema.explain.Said;
import io.riffle.serving.items.ItemIndex;
import io.riffle.serving.items.RankedRows;
import io.riffle.serving.items.Wanted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The backbone's candidates among those of the other sources, ordered by the blend that was
 * published with it.
 *
 * <p><b>State</b>: the published counts and weights, only read; what was said to the newest
 * request.
 */
final class Blending {
    /** Between scores of candidates that have none of the blend's. */
    private static final float STEP = .01f;

    private final SourceBlend blend;
    private final ItemIndex index;
    private final float temperature;
    private RankedRows newest = RankedRows.NONE;

    private Blending(SourceBlend blend, ItemIndex index, float temperature) {
        this.blend = blend;
        this.index = index;
        this.temperature = temperature;
    }

    /**
     * The blend that was published with a backbone; null = none was.
     *
     * @throws ModelException when it is broken
     */
    static @Nullable Blending of(LoadedModel backbone, ItemIndex index, float temperature) {
        SourceTables tables = backbone.sources();
        if (tables == null || !tables.blends()) {
            return null;
        }
        return read(
                backbone,
                () -> {
                    SourceBlend blend = SourceBlend.of(tables);
                    blend.hide(row -> row >= index.rows() || !index.visibility().shows(row));
                    return new Blending(blend, index, temperature);
                });
    }

    /**
     * What is read of the columns that were published with a backbone.
     *
     * @throws ModelException when they are broken
     */
    static <T extends @Nullable Object> T read(LoadedModel backbone, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    ModelException.Reason.SHAPE,
                    e.getMessage() + "\nIt is of backbone " + backbone.version() + ".",
                    e);
        }
    }

    /**
     * The candidates of a request.
     *
     * @param wanted rows that may be proposed
     * @param fills whether, of what nobody weighs, as many are added as are wanted
     * @param proposed by the backbone, best first
     */
    List<Candidate> blend(Request request, Wanted wanted, boolean fills, RankedRows proposed) {
        newest = proposed;
        int[] rows = proposed.rows();
        float[] cosines = proposed.scores();
        boolean weighed = blend.weighsBackbone();
        if (weighed) {
            blend.backbone(rows, cosines, temperature);
        }
        Union union =
                blend.ask(
                        past(request), request.querySeconds(), wanted.excluded(), wanted::outside);
        float[] own = cosinesIn(union);
        // What the blend cannot weigh yet goes along, behind, so that it learns to.
        int most = wanted.most();
        int last = weighed ? most : Math.max(most - Union.EACH, most / 2);
        List<Candidate> candidates = new ArrayList<>(Math.min(most, union.size()));
        int[] inOrder = blend.inOrder();
        for (int i = 0; i < inOrder.length && candidates.size() < last; i++) {
            int at = inOrder[i];
            candidates.add(candidate(union.row(at), blend.score(at), own[at]));
        }
        float below =
                candidates.isEmpty() ? 0 : candidates.get(candidates.size() - 1).generatorScore();
        boolean more = fills || !weighed;
        for (int i = 0; more && i < rows.length && candidates.size() < most; i++) {
            if (union.place(rows[i]) < 0) {
                below -= STEP;
                candidates.add(candidate(rows[i], below, cosines[i]));
            }
        }
        if (fills) {
            for (int i = last; i < inOrder.length && candidates.size() < most; i++) {
                below -= STEP;
                candidates.add(candidate(union.row(inOrder[i]), below, own[inOrder[i]]));
            }
            fill(candidates, wanted, below);
        }
        return candidates;
    }

    /** What the backbone says of each candidate of a union; NaN where it proposes it not. */
    private float[] cosinesIn(Union union) {
        float[] own = new float[union.size()];
        Arrays.fill(own, Float.NaN);
        for (int i = 0; i < newest.size(); i++) {
            int at = union.place(newest.rows()[i]);
            if (at >= 0) {
                own[at] = newest.scores()[i];
            }
        }
        return own;
    }

    private Candidate candidate(int row, float score, float cosine) {
        String itemId = index.itemId(row);
        return Float.isNaN(cosine)
                ? BackboneScore.blended(itemId, score)
                : BackboneScore.blended(itemId, score, cosine);
    }

    /** Adds what was clicked most of all that may be proposed and is not there. */
    private void fill(List<Candidate> candidates, Wanted wanted, float last) {
        if (candidates.size() >= wanted.most()) {
            return;
        }
        Set<String> there = new HashSet<>();
        candidates.forEach(candidate -> there.add(candidate.itemId()));
        float below = last;
        for (int row : index.best(wanted, blend::popularity)) {
            String itemId = index.itemId(row);
            if (candidates.size() < wanted.most() && !there.contains(itemId)) {
                below -= STEP;
                candidates.add(BackboneScore.blended(itemId, below));
            }
        }
    }

    /**
     * What the sources say of an item to the newest request; the backbone, where it does, first.
     */
    List<Said> said(int row) {
        List<Said> said = new ArrayList<>();
        for (int i = 0; i < newest.size(); i++) {
            if (newest.rows()[i] == row) {
                said.add(new Said(SourceBlend.BACKBONE, i + 1, newest.scores()[i]));
            }
        }
        said.addAll(blend.said(row));
        if (said.isEmpty() && row > 0) {
            said.add(new Said(SourceBlend.POPULAR, 0, blend.popularity(row)));
        }
        return said;
    }

    /** What follows an item in sessions, of what may be proposed. */
    Followers followers(int row, Wanted wanted) {
        Set<Integer> excluded = new HashSet<>();
        for (int other : wanted.excluded()) {
            excluded.add(other);
        }
        return blend.followers(
                row,
                wanted.most(),
                other ->
                        wanted.outside(other)
                                || excluded.contains(other)
                                || !index.visibility().shows(other));
    }

    private static Past past(Request request) {
        Query query = request.query();
        // What is read is known, also where it may be shown again and does not count as seen.
        long begin = Math.min(query.beginSequence(), query.windowStart());
        int known = request.events().count(begin, query.endSequence());
        int length = Math.min(Past.EVENTS, known);
        return new Past(
                request.events().rows(length, query.endSequence()),
                request.events().seconds(length, query.endSequence()),
                known);
    }
}
