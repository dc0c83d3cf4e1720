package io.riffle.schema.history;

import io.riffle.schema.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What of a {@link UserHistory} its state holds: which pages are there, and which are old. */
final class StoredPages {

    private long firstPage;
    private long changedFrom = Long.MAX_VALUE;

    /**
     * @param first sequence of the oldest event that is stored
     */
    StoredPages(long first) {
        this.firstPage = first / HistoryPage.EVENTS;
    }

    StoredPages copy() {
        StoredPages copy = new StoredPages(0);
        copy.firstPage = firstPage;
        copy.changedFrom = changedFrom;
        return copy;
    }

    /** Events from this sequence on are not as they are stored. */
    void changed(long sequence) {
        changedFrom = Math.min(changedFrom, sequence);
    }

    /** Pages to write and to delete, so that the events of {@code [first, end)} are stored. */
    HistoryChanges changes(long first, long end) {
        long keptPage = first / HistoryPage.EVENTS;
        long endPage = (end + HistoryPage.EVENTS - 1) / HistoryPage.EVENTS;
        long writeFrom =
                changedFrom == Long.MAX_VALUE
                        ? endPage
                        : Math.max(keptPage, changedFrom / HistoryPage.EVENTS);
        return new HistoryChanges(writeFrom, endPage, firstPage, keptPage);
    }

    /** The {@link #changes} are written. */
    void saved(long first) {
        firstPage = first / HistoryPage.EVENTS;
        changedFrom = Long.MAX_VALUE;
    }

    /**
     * Reads the events of a head.
     *
     * @param pages in any order; events before {@code head.firstSequence()} are ignored
     * @throws IllegalArgumentException when the pages do not hold exactly the events the head names
     */
    static void read(HistoryHead head, Iterable<HistoryPage> pages, EventColumns events) {
        List<HistoryPage> ordered = new ArrayList<>();
        pages.forEach(ordered::add);
        ordered.sort(Comparator.comparingLong(HistoryPage::firstSequence));
        long end = head.firstSequence();
        for (HistoryPage page : ordered) {
            if (page.endSequence() > end) {
                if (page.firstSequence() > end) {
                    break;
                }
                events.append(page, (int) (end - page.firstSequence()));
                end = page.endSequence();
            }
        }
        if (end != head.endSequence()) {
            throw Rules.broken(
                    "end of the pages",
                    end,
                    "a user history",
                    "be " + head.endSequence() + ", as its head says",
                    "a page is lost, or head and pages come from different checkpoints");
        }
    }
}
