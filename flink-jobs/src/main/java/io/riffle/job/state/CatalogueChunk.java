package io.riffle.job.state;

/**
 * A part of what a job has read of the catalogue. All parts together are the whole.
 *
 * <p>The arrays belong to the chunk.
 *
 * @param complete whether the catalogue was read from its start, so that its items are all known
 * @param listedOnly whether only listed items may be shown
 * @param unread partitions of the catalogue's topic that were not read to their end
 * @param listed numbers of items that the catalogue lists
 * @param categories of the listed ones, as numbers; 0 = none
 * @param withdrawn numbers of items that it has withdrawn
 */
public record CatalogueChunk(
        boolean complete,
        boolean listedOnly,
        int[] unread,
        long[] listed,
        int[] categories,
        long[] withdrawn) {

    /** Numbers in a chunk at most, of each kind. */
    public static final int MOST = 1 << 15;
}
