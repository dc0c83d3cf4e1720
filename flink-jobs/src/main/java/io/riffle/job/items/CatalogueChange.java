package io.riffle.job.items;

/** What an entry of the catalogue changed of what may be shown. */
enum CatalogueChange {
    NOTHING,
    /** Whether the item may be shown. */
    ITEM,
    /** Which items may be shown. */
    ALL
}
