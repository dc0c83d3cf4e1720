package io.riffle.serving.conditions;

import io.riffle.schema.condition.Condition;
import io.riffle.schema.condition.RefusedConditionException;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Answers of conditions, made once and kept while nothing changes that they rest on; what is hidden
 * is in none. Safe for any thread.
 */
final class Selections {

    private final Catalogue catalogue;
    private final Lock reading;
    private final Answers answers = new Answers(Answers.MOST);
    private volatile @Nullable Hidden hidden;
    private volatile @Nullable Answered everything;

    /**
     * Knows no answer yet.
     *
     * @param reading is held while the catalogue is read
     */
    Selections(Catalogue catalogue, Lock reading) {
        this.catalogue = catalogue;
        this.reading = reading;
    }

    /** As {@link CatalogueIndex#shown}. */
    @Nullable Selection shown(long timeMillis) {
        if (hiddenAt(timeMillis).rows().isEmpty()) {
            return null;
        }
        Answered before = everything;
        if (before == null || !before.grounds().hold(timeMillis)) {
            try {
                before = answer(null, before, timeMillis);
            } catch (RefusedConditionException e) {
                throw new IllegalStateException("Nothing was asked that could be refused.", e);
            }
            everything = before;
        }
        return before.selection();
    }

    /** As {@link CatalogueIndex#select}. */
    Selection select(Condition condition, long timeMillis) throws RefusedConditionException {
        Answered before = answers.get(condition);
        if (before != null && before.grounds().hold(timeMillis)) {
            return before.selection();
        }
        Answered now = answer(condition, before, timeMillis);
        answers.put(condition, now);
        return now.selection();
    }

    /** Conditions whose answers are kept. */
    int kept() {
        return answers.size();
    }

    private Answered answer(
            @Nullable Condition condition, @Nullable Answered before, long timeMillis)
            throws RefusedConditionException {
        reading.lock();
        try {
            Grounds grounds = new Grounds();
            Evaluation evaluation = new Evaluation(catalogue, timeMillis, grounds);
            RoaringBitmap rows = evaluation.rows(condition);
            Hidden now = hiddenHeld(timeMillis);
            grounds.on(now.grounds());
            rows.andNot(now.rows());
            Selection selection =
                    new Selection(
                            condition == null ? CatalogueIndex.CATEGORY : condition,
                            catalogue.names(),
                            rows,
                            evaluation.unknown());
            // The same object where it says the same: others have made something of it.
            return before != null && before.selection().same(selection)
                    ? new Answered(before.selection(), grounds)
                    : new Answered(selection, grounds);
        } finally {
            reading.unlock();
        }
    }

    private Hidden hiddenAt(long timeMillis) {
        Hidden there = hidden;
        if (there != null && there.grounds().hold(timeMillis)) {
            return there;
        }
        reading.lock();
        try {
            return hiddenHeld(timeMillis);
        } finally {
            reading.unlock();
        }
    }

    private Hidden hiddenHeld(long timeMillis) {
        Hidden there = hidden;
        if (there == null || !there.grounds().hold(timeMillis)) {
            there = Hidden.at(timeMillis, catalogue.features());
            hidden = there;
        }
        return there;
    }
}
