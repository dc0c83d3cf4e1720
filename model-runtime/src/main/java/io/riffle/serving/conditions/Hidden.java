package io.riffle.serving.conditions;

import org.roaringbitmap.RoaringBitmap;

/**
 * Listed rows that are shown to nobody at a time: out of stock, not valid yet, not valid any more.
 *
 * <p><b>Units</b>: epoch ms.
 */
record Hidden(RoaringBitmap rows, Grounds grounds) {

    /** What is hidden at a time; asked under the index's lock. */
    static Hidden at(long time, Features features) {
        Grounds grounds = new Grounds();
        RoaringBitmap rows = new RoaringBitmap();
        AttributeColumn stock = features.attribute(CatalogueIndex.IN_STOCK);
        if (stock != null) {
            Feature none = stock.values().get("false");
            grounds.on(none == null ? stock.changes() : none.changes());
            if (none != null) {
                rows.or(none.rows());
            }
        }
        AttributeColumn from = features.attribute(CatalogueIndex.VALID_FROM);
        if (from != null) {
            same(grounds, from, time);
            rows.or(from.numbers().above((double) time, false));
        }
        AttributeColumn until = features.attribute(CatalogueIndex.VALID_UNTIL);
        if (until != null) {
            same(grounds, until, time);
            rows.or(until.numbers().below((double) time, true));
        }
        return new Hidden(rows, grounds);
    }

    /** The same numbers are at most the time from the one before on up to the one after. */
    private static void same(Grounds grounds, AttributeColumn column, long time) {
        grounds.on(column.changes());
        grounds.within(
                column.numbers().lower((double) time, true),
                column.numbers().higher((double) time, false) - 1,
                0);
    }
}
