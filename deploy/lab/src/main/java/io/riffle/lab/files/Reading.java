package io.riffle.lab.files;

/**
 * How an events file is to be read.
 *
 * @param columns those that the user names
 * @param names what its events mean
 * @param limit how many rows may be bad
 */
public record Reading(Columns columns, EventNames names, BadRowLimit limit) {
    /** Columns recognised, Riffle's own event types, one row in a hundred bad. */
    public static final Reading USUAL =
            new Reading(Columns.RECOGNISED, EventNames.OWN, BadRowLimit.DEFAULT);
}
