package io.riffle.job.state;

import io.riffle.schema.Item;

/**
 * An item of the catalogue that few have seen.
 *
 * @param item as the catalogue has it
 * @param shown how often it was on a slate, as far as this subtask knows
 * @param clicked how often it was clicked
 */
public record NewItem(Item item, int shown, int clicked) {
    /** Times shown, and times clicked, after which an item is not new any more. */
    private static final int SHOWN = 100;

    private static final int CLICKED = 10;

    /** Before anything is known an item counts as clicked once in so many times shown. */
    private static final double PRIOR = 20;

    /** Whether enough is known of it. */
    public boolean old() {
        return shown >= SHOWN || clicked >= CLICKED;
    }

    /** How much it is to be shown: its share of clicks, as far as can be guessed. */
    public double weight() {
        return (clicked + 1) / (shown + PRIOR);
    }

    /** The same, shown once more. */
    public NewItem wasShown() {
        return new NewItem(item, shown + 1, clicked);
    }

    /** The same, clicked once more. */
    public NewItem wasClicked() {
        return new NewItem(item, shown, clicked + 1);
    }

    /** The same, of which the catalogue says something else. */
    public NewItem described(Item anew) {
        return new NewItem(anew, shown, clicked);
    }
}
