package io.riffle.job.items;

import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.settings.CatalogueSettings;
import io.riffle.job.settings.ListedOnly;
import io.riffle.job.state.CatalogueChunk;
import io.riffle.schema.Ids;
import io.riffle.schema.Item;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which items may be shown, as far as the catalogue has been read.
 *
 * <p>A tombstone of a compacted topic is gone after a day. So that a withdrawn item stays away
 * after any start, what may be shown is what the catalogue lists ({@link ListedOnly}); and after a
 * start without state nothing is, until the catalogue has been read to the end that it had. What a
 * restored state lists is shown at once.
 *
 * <p><b>State</b>: {@link CatalogueState}; numbers of the listed items, and of the withdrawn ones
 * as long as not only listed ones are shown. At most {@link ItemHashes#MOST} of each: items listed
 * beyond that are not shown.
 */
public final class EligibleItems {

    private static final Logger LOG = LoggerFactory.getLogger(EligibleItems.class);

    private final CatalogueSettings settings;
    private final CatalogueState state;
    private final ItemHashes listed = new ItemHashes();
    private final ItemHashes withdrawn = new ItemHashes();
    private final CatalogueProgress progress;
    private boolean listedOnly;
    private boolean complete = true;
    private boolean changed = true;

    /**
     * Reads the state.
     *
     * @param restored whether there may be one
     * @param now processing time, epoch ms
     */
    public EligibleItems(
            CatalogueSettings settings, CatalogueState state, boolean restored, LongSupplier now)
            throws Exception {
        this.settings = settings;
        this.state = state;
        this.progress = new CatalogueProgress(settings.maxWait(), now);
        this.listedOnly = settings.listedOnly() == ListedOnly.ALWAYS;
        boolean read = state.read(this::restore);
        state.readOlder(itemId -> withdrawn.add(ItemHashes.hash(itemId)));
        if (!restored) {
            settings.ends().keySet().forEach(progress::expect);
        } else if (!read) {
            complete = false;
            listedOnly = false;
            LOG.warn(
                    "The state of an older release does not say which items the catalogue lists:"
                            + " items are shown that it has not withdrawn. Start without state to"
                            + " change that.");
        } else if (!complete) {
            listedOnly = false;
        }
        if (settings.listedOnly() == ListedOnly.NEVER) {
            listedOnly = false;
        }
    }

    /** Whether nothing may be shown yet, because the catalogue may still withdraw it. */
    public boolean waiting() {
        return progress.waiting();
    }

    /** Whether an item may be shown, as far as the catalogue has been read. */
    public boolean mayBeShown(String itemId) {
        long hash = ItemHashes.hash(itemId);
        return positive() ? listed.contains(hash) : !withdrawn.contains(hash);
    }

    /** Whether only listed items are shown from the next on that the catalogue lists. */
    boolean beginsWithListed() {
        return settings.listedOnly() == ListedOnly.AUTO && complete && !listedOnly;
    }

    /** Whether answers may be others once the catalogue lists an item. */
    boolean changes(Item item) {
        return !mayBeShown(item.itemId())
                || beginsWithListed()
                || category(item.itemId()) != number(item.categories());
    }

    private static int number(List<String> categories) {
        return categories.isEmpty() ? 0 : (int) Ids.eventHash(categories.get(0));
    }

    /** Number of the category of a listed item; 0 where it has none. */
    public int category(String itemId) {
        return listed.tag(ItemHashes.hash(itemId));
    }

    /**
     * The catalogue lists an item.
     *
     * @param categories of which the first counts
     */
    CatalogueChange list(String itemId, List<String> categories) {
        changed = true;
        boolean before = positive();
        long hash = ItemHashes.hash(itemId);
        boolean removed = withdrawn.remove(hash);
        boolean added = listed.add(hash, number(categories));
        if (beginsWithListed()) {
            listedOnly = true;
            withdrawn.clear();
        }
        return change(before, positive() ? added : removed);
    }

    /** The catalogue withdraws an item. */
    CatalogueChange withdraw(String itemId) {
        changed = true;
        long hash = ItemHashes.hash(itemId);
        boolean removed = listed.remove(hash);
        boolean added = !listedOnly && withdrawn.add(hash);
        return change(positive(), positive() ? removed : added);
    }

    /** Whether a partition is still to be read to the end that it had. */
    boolean expects(int partition) {
        return progress.expects(partition);
    }

    /** A partition of the catalogue's topic has been read to the end that it had. */
    CatalogueChange read(int partition) {
        changed = true;
        boolean before = positive();
        if (progress.read(partition)) {
            LOG.info("The catalogue has been read: it lists {} items", listed.size());
        }
        return change(before, false);
    }

    /** Writes the state. */
    public void snapshot() throws Exception {
        if (!changed) {
            return;
        }
        long[] numbers = listed.toArray();
        state.write(
                new CatalogueChunk(
                        complete,
                        listedOnly,
                        progress.unread(),
                        numbers,
                        Arrays.stream(numbers).mapToInt(listed::tag).toArray(),
                        withdrawn.toArray()));
        changed = false;
    }

    /** Registers how many there are. */
    public void gauges(RecommendMetrics numbers) {
        numbers.gauge("catalogue.listed", listed::size);
        numbers.gauge("catalogue.withdrawn", withdrawn::size);
    }

    /** Items that the catalogue lists. */
    public int listed() {
        return listed.size();
    }

    /** Items that the catalogue has withdrawn. */
    public int withdrawn() {
        return withdrawn.size();
    }

    /** While it is read, what the catalogue does not list yet may be withdrawn further on. */
    private boolean positive() {
        return listedOnly || (!progress.complete() && settings.listedOnly() != ListedOnly.NEVER);
    }

    private CatalogueChange change(boolean positiveBefore, boolean item) {
        if (positiveBefore != positive()) {
            return CatalogueChange.ALL;
        }
        return item ? CatalogueChange.ITEM : CatalogueChange.NOTHING;
    }

    private void restore(CatalogueChunk chunk) {
        listedOnly |= chunk.listedOnly();
        complete &= chunk.complete();
        for (int partition : chunk.unread()) {
            progress.expect(partition);
        }
        for (int i = 0; i < chunk.listed().length; i++) {
            listed.add(chunk.listed()[i], chunk.categories()[i]);
        }
        for (long hash : chunk.withdrawn()) {
            withdrawn.add(hash);
        }
    }
}
