package io.riffle.serving.conditions;

import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/**
 * Rows, or all but these: what conditions are made of. Nobody changes them, they may be the
 * catalogue's own.
 *
 * @param others whether the others are meant
 */
record Rows(RoaringBitmap rows, boolean others) {
    static final Rows NONE = new Rows(new RoaringBitmap(), false);

    Rows not() {
        return new Rows(rows, !others);
    }

    /** What is in all of them: sets first, so that what is taken out is taken out of few. */
    static Rows all(List<Rows> parts) {
        RoaringBitmap within = null;
        List<RoaringBitmap> out = new ArrayList<>();
        for (Rows part : parts) {
            if (part.others()) {
                out.add(part.rows());
            } else {
                within = within == null ? part.rows() : RoaringBitmap.and(within, part.rows());
            }
        }
        if (within == null) {
            return new Rows(RoaringBitmap.or(out.iterator()), true);
        }
        for (RoaringBitmap rows : out) {
            within = RoaringBitmap.andNot(within, rows);
        }
        return new Rows(within, false);
    }

    /** What is in any of them. */
    static Rows any(List<Rows> parts) {
        List<Rows> nots = new ArrayList<>();
        parts.forEach(part -> nots.add(part.not()));
        return all(nots).not();
    }
}
