package io.riffle.model.sources;

/**
 * The candidates of one request after another, with what is known of them and their scores by a
 * {@link Blend}.
 *
 * <p><b>Shapes</b>: a candidate is named by its place in the {@link Union}, from 0. <b>State</b>:
 * of the newest request; its arrays are used again.
 */
final class ScoredUnion {
    private final Blend blend;
    private final int features;
    private float[] x = new float[0]; // [size, features]
    private float[] scores = new float[0];
    private Union union = new Union(1);
    private int context;

    /** Of no request yet. */
    ScoredUnion(Blend blend, int features) {
        this.blend = blend;
        this.features = features;
    }

    /**
     * Scores what was proposed to the next request.
     *
     * @param sources that know of it
     */
    void score(Union proposed, CandidateSources sources, Past past, long now) {
        union = proposed;
        int values = union.size() * features;
        if (x.length < values) {
            x = new float[2 * values];
            scores = new float[2 * union.size()];
        }
        sources.features(past, now, x);
        context = Blend.context(past, now);
        blend.score(x, union.size(), context, scores);
    }

    Union union() {
        return union;
    }

    /**
     * Learns which item was clicked; one that nobody proposed says nothing.
     *
     * @param listed whether the backbone had a list
     */
    void clicked(int row, boolean listed) {
        int target = union.place(row);
        if (target >= 0) {
            blend.learn(x, scores, union.size(), context, target);
            if (listed) {
                blend.met();
            }
        }
    }

    float score(int at) {
        return scores[at];
    }

    /** Rank from 1 of a candidate; equal scores count against it. */
    int rank(int at) {
        int rank = 1;
        for (int i = 0; i < union.size(); i++) {
            rank += i != at && scores[i] >= scores[at] ? 1 : 0;
        }
        return rank;
    }

    /** Places of the candidates by falling score. */
    int[] inOrder() {
        int[] places = new int[union.size()];
        for (int i = 0; i < places.length; i++) {
            int at = i;
            // Few and nearly in order: no sort is faster.
            while (at > 0 && scores[places[at - 1]] < scores[i]) {
                places[at] = places[at - 1];
                at--;
            }
            places[at] = i;
        }
        return places;
    }
}
