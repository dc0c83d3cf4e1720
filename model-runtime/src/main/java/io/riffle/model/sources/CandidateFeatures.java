package io.riffle.model.sources;

import java.util.List;

/**
 * What the blend reads of a candidate: of each source its rank, how far its probability stands out
 * among the candidates, and the logarithm of the probability; then how old, recent and often
 * clicked the item is, how many sources agree, and how much evidence the neighbours have.
 *
 * <p><b>Shapes</b>: n candidates, S sources, [n, 3 S + {@link #EXTRA}].
 */
final class CandidateFeatures {
    /** Features of one source. */
    static final int EACH = 3;

    /** Features that are no source's. */
    static final int EXTRA = 6;

    /** Place of popularity of late among the sources, and of what follows in a session. */
    private static final int OF_LATE = 3;

    private static final int FOLLOWING = 5;

    private static final int AGREED = 10;

    /** Of which a share agrees: as many as the first version had, so that weights of it hold. */
    private static final float AGREEING = 9;

    private CandidateFeatures() {}

    static int count(int sources) {
        return EACH * sources + EXTRA;
    }

    static void write(
            Union union,
            List<Source> sources,
            ItemActivity activity,
            float support,
            long now,
            float[] into) {
        int width = count(sources.size());
        int size = union.size();
        float[] chances = new float[size];
        for (int s = 0; s < sources.size(); s++) {
            Source source = sources.get(s);
            source.probabilities(union.rows(), size, chances);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < size; i++) {
                sum += chances[i];
                squares += (double) chances[i] * chances[i];
            }
            double mean = sum / Math.max(1, size);
            double deviation = Math.sqrt(Math.max(0, squares / Math.max(1, size) - mean * mean));
            double standing = deviation == 0 ? 0 : .3 / deviation;
            for (int i = 0; i < size; i++) {
                int at = i * width + 3 * s;
                int rank = union.rank(i, s);
                float p = chances[i];
                into[at] = rank == 0 ? 0 : 1f / rank;
                into[at + 1] = (float) (standing * (p - mean));
                into[at + 2] = log(p);
            }
        }
        float evidence = Logarithm.ofOnePlus(support);
        for (int i = 0; i < size; i++) {
            extra(union, i, sources.size(), activity, evidence, now, into, i * width);
        }
    }

    private static void extra(
            Union union,
            int candidate,
            int sources,
            ItemActivity activity,
            float evidence,
            long now,
            float[] into,
            int from) {
        int row = union.row(candidate);
        int agreeing = 0;
        for (int s = 0; s < sources; s++) {
            int rank = union.rank(candidate, s);
            agreeing += rank > 0 && rank <= AGREED ? 1 : 0;
        }
        float popular = into[from + 3 * OF_LATE + 2];
        float following = into[from + 3 * FOLLOWING + 2];
        int at = from + 3 * sources;
        into[at] = .25f * Logarithm.ofOnePlus(activity.age(row, now));
        into[at + 1] = .25f * Logarithm.ofOnePlus(activity.silence(row, now));
        into[at + 2] = .25f * Logarithm.ofOnePlus(activity.clicks(row));
        into[at + 3] = agreeing / AGREEING;
        into[at + 4] = .1f * evidence * following;
        into[at + 5] = .1f * evidence * popular;
    }

    /** .25 ln(1 + 10⁴ p). */
    private static float log(float p) {
        return p == 0 ? 0 : .25f * Logarithm.ofOnePlus(1e4f * p);
    }
}
