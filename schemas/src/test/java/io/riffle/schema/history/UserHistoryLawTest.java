package io.riffle.schema.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Action;
import io.riffle.schema.Histories;
import io.riffle.schema.Ids;
import io.riffle.schema.codec.HistoryHeadCodec;
import io.riffle.schema.codec.HistoryPageCodec;
import io.riffle.schema.history.UserHistory.Added;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** A history against a plain list, and its state against itself. */
class UserHistoryLawTest {

    private static final HistoryHeadCodec HEADS = new HistoryHeadCodec();
    private static final HistoryPageCodec PAGES = new HistoryPageCodec();

    /** One step: what is added, and what happens around it. */
    record Step(
            String itemId, long time, int eventId, boolean hop, boolean compact, boolean save) {}

    record Kept(String itemId, long time, long hash, long arrival) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Boolean> sometimes = Arbitraries.integers().between(0, 4).map(i -> i == 0);
        return Combinators.combine(
                        Histories.fewIds(),
                        Histories.closeTimes(),
                        Arbitraries.integers().between(0, 200),
                        sometimes,
                        sometimes,
                        sometimes)
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    @Property
    void historyEqualsAPlainList(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 30) int max) {
        UserHistory history = UserHistory.empty(max);
        List<Kept> oracle = new ArrayList<>();
        @Nullable Kept windowFirst = null;
        long added = 0;
        for (Step step : steps) {
            long hash = step.eventId();
            assertThat(history.containsEvent(hash))
                    .isEqualTo(oracle.stream().anyMatch(k -> k.hash() == hash));
            assertThat(history.containsItem(step.itemId()))
                    .isEqualTo(oracle.stream().anyMatch(k -> k.itemId().equals(step.itemId())));
            if (history.containsEvent(hash)) {
                continue;
            }
            boolean whole = oracle.isEmpty() || history.windowStart() == history.firstSequence();
            Added did = history.add(step.itemId(), step.time(), Action.CLICK, hash);
            int at = (int) oracle.stream().filter(k -> k.time() <= step.time()).count();
            if (oracle.size() == max && at == 0) {
                assertThat(did).isEqualTo(Added.TOO_OLD);
                continue;
            }
            assertThat(did).isEqualTo(at < oracle.size() ? Added.INSERTED : Added.APPENDED);
            added++;
            oracle.add(at, new Kept(step.itemId(), step.time(), hash, added));
            if (oracle.size() > max) {
                oracle.remove(0);
            }
            if (whole || !oracle.contains(windowFirst)) {
                windowFirst = oracle.get(0);
            }
            if (step.compact()) {
                history.compact();
            }
            if (step.hop()) {
                long start = history.firstSequence() + history.size() / 2;
                history.moveWindow(start);
                windowFirst = oracle.get(history.size() / 2);
            }
            assertThat(kept(history)).isEqualTo(oracle);
            assertThat(history.size()).isLessThanOrEqualTo(max);
            assertThat(history.newestTime()).isEqualTo(oracle.get(oracle.size() - 1).time());
            assertThat(history.arrivals()).isEqualTo(added);
            assertThat(kept(history, history.windowStart())).isEqualTo(windowFirst);
        }
    }

    @Property
    void headAndPagesHoldTheSameHistoryWheneverTheyAreSaved(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 50) int max) {
        UserHistory history = UserHistory.empty(max);
        byte[] head = HEADS.toBytes(history.head());
        Map<Long, byte[]> pages = new TreeMap<>();
        for (Step step : steps) {
            history.add(step.itemId(), step.time(), Action.CLICK, step.eventId());
            if (step.hop()) {
                history.moveWindow(history.endSequence() - 1);
            }
            if (step.save()) {
                head = save(history, pages);
                UserHistory restored = restore(max, head, pages);
                assertThat(restored.head()).isEqualTo(history.head());
                assertThat(Histories.contents(restored)).isEqualTo(Histories.contents(history));
                assertThat(pages).hasSize(pageCount(history));
                if (step.compact()) {
                    history = restored;
                }
            }
        }
    }

    @Property(tries = 20)
    void clickInOrderWritesAtMostOneKibibyte(
            @ForAll @IntRange(min = 1, max = 300) int max,
            @ForAll @IntRange(min = 1, max = 32) int idBytes) {
        UserHistory history = UserHistory.empty(max);
        Map<Long, byte[]> pages = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            String item = "x".repeat(idBytes - 1) + (char) ('a' + i % 26);
            long time = 1_700_000_000_000L + i * 86_400_000L;
            history.add(item, time, Action.CLICK, Ids.eventHash("e" + i));
            HistoryChanges changes = history.changes();
            assertThat(changes.writeTo() - changes.writeFrom()).isEqualTo(1);
            assertThat(changes.deleteTo() - changes.deleteFrom()).isLessThanOrEqualTo(1);
            byte[] head = save(history, pages);
            history.compact();
            byte[] page = PAGES.toBytes(history.page(changes.writeFrom()));
            assertThat(head.length + page.length).isLessThanOrEqualTo(1024);
        }
    }

    private static byte[] save(UserHistory history, Map<Long, byte[]> pages) {
        HistoryChanges changes = history.changes();
        for (long page = changes.writeFrom(); page < changes.writeTo(); page++) {
            pages.put(page, PAGES.toBytes(history.page(page)));
        }
        for (long page = changes.deleteFrom(); page < changes.deleteTo(); page++) {
            pages.remove(page);
        }
        history.saved();
        return HEADS.toBytes(history.head());
    }

    private static UserHistory restore(int max, byte[] head, Map<Long, byte[]> pages) {
        List<HistoryPage> read = new ArrayList<>();
        pages.values().forEach(bytes -> read.add(0, PAGES.fromBytes(bytes)));
        return UserHistory.of(max, HEADS.fromBytes(head), read);
    }

    private static int pageCount(UserHistory history) {
        long first = history.firstSequence() / HistoryPage.EVENTS;
        return (int)
                ((history.endSequence() + HistoryPage.EVENTS - 1) / HistoryPage.EVENTS - first);
    }

    private static List<Kept> kept(UserHistory history) {
        List<Kept> kept = new ArrayList<>();
        for (long s = history.firstSequence(); s < history.endSequence(); s++) {
            kept.add(kept(history, s));
        }
        return kept;
    }

    private static Kept kept(UserHistory history, long sequence) {
        return new Kept(
                history.itemId(sequence),
                history.time(sequence),
                history.eventHash(sequence),
                history.arrival(sequence));
    }
}
