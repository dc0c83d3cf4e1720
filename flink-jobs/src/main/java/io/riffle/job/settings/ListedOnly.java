package io.riffle.job.settings;

/** When only items that the catalogue lists may be shown. */
public enum ListedOnly {
    /** From the first item on that the catalogue lists. */
    AUTO,
    /** Without a catalogue nothing is shown. */
    ALWAYS,
    /** Every item that the catalogue has not withdrawn may be shown. */
    NEVER
}
