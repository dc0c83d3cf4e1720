package io.riffle.serving;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.model.candidates.BackboneScore;
import io.riffle.model.sources.Past;
import io.riffle.model.sources.SourceBlend;
import io.riffle.model.sources.SourceTables;
import io.riffle.model.sources.Union;
import io.riffle.schema.Candidate;
import io.riffle.serving.items.ItemIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The backbone's candidates among those of the other sources, ordered by the blend that was
 * published with it.
 *
 * <p><b>State</b>: the published counts and weights, only read.
 */
final class Blending {
    /** Between scores of candidates that have none of the blend's. */
    private static final float STEP = .01f;

    private final SourceBlend blend;
    private final ItemIndex index;
    private final float temperature;
    private final int most;

    private Blending(SourceBlend blend, ItemIndex index, float temperature, int most) {
        this.blend = blend;
        this.index = index;
        this.temperature = temperature;
        this.most = most;
    }

    /**
     * The blend that was published with a backbone; null = none was.
     *
     * @param most candidates of a request
     * @throws ModelException when it is broken
     */
    static @Nullable Blending of(
            LoadedModel backbone, ItemIndex index, float temperature, int most) {
        SourceTables tables = backbone.sources();
        if (tables == null || !tables.blends()) {
            return null;
        }
        return read(
                backbone,
                () -> {
                    SourceBlend blend = SourceBlend.of(tables);
                    blend.hide(row -> row >= index.rows() || !index.shows(row));
                    return new Blending(blend, index, temperature, most);
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
     * @param excluded rows that must not be proposed
     * @param proposed by the backbone, best first
     */
    List<Candidate> blend(Request request, int[] excluded, List<Candidate> proposed) {
        int[] rows = new int[proposed.size()];
        float[] cosines = new float[rows.length];
        Map<Integer, Float> own = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = index.row(proposed.get(i).itemId());
            cosines[i] = proposed.get(i).generatorScore();
            own.put(rows[i], cosines[i]);
        }
        boolean weighed = blend.weighsBackbone();
        if (weighed) {
            blend.backbone(rows, cosines, temperature);
        }
        Union union = blend.ask(past(request), request.querySeconds(), excluded);
        // What the blend cannot weigh yet goes along, behind, so that it learns to.
        int last = weighed ? most : Math.max(most - Union.EACH, most / 2);
        List<Candidate> candidates = new ArrayList<>(Math.min(most, union.size()));
        for (int at : blend.inOrder()) {
            if (candidates.size() == last) {
                break;
            }
            String itemId = index.itemId(union.row(at));
            Float cosine = own.get(union.row(at));
            candidates.add(
                    cosine == null
                            ? BackboneScore.blended(itemId, blend.score(at))
                            : BackboneScore.blended(itemId, blend.score(at), cosine));
        }
        float below =
                candidates.isEmpty() ? 0 : candidates.get(candidates.size() - 1).generatorScore();
        for (int i = 0; !weighed && i < rows.length && candidates.size() < most; i++) {
            if (union.place(rows[i]) < 0) {
                below -= STEP;
                String itemId = proposed.get(i).itemId();
                candidates.add(BackboneScore.blended(itemId, below, cosines[i]));
            }
        }
        return candidates;
    }

    private static Past past(Request request) {
        Query query = request.query();
        int known = request.events().count(query.beginSequence(), query.endSequence());
        int length = Math.min(Past.EVENTS, known);
        return new Past(
                request.events().rows(length, query.endSequence()),
                request.events().seconds(length, query.endSequence()),
                known);
    }
}
