package io.riffle.job.io;

import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Outcome;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.ExplainedItem;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Said;
import io.riffle.schema.explain.Without;
import io.riffle.schema.wire.RawRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The largest of what the jobs write, under the longest ids, which JSON writes six times as long.
 */
final class LargestRecords {

    private static final String LONGEST_ID = "\u0001".repeat(256);

    private LargestRecords() {}

    /** A record as a source delivers it, with headers of 400 bytes. */
    static RawRecord raw(int value, int key, int headers) {
        Map.Entry<String, byte[]> header = Map.entry("\u0001".repeat(200), new byte[200]);
        return new RawRecord(
                "t".repeat(249),
                3,
                Long.MAX_VALUE,
                5,
                new byte[key],
                new byte[value],
                Collections.nCopies(headers, header));
    }

    /** A sample with so many events and so many items of a slate. */
    static TrainingSample sample(int events, int items, Map<String, String> profile) {
        HistoryEvent event = new HistoryEvent(LONGEST_ID, Long.MAX_VALUE, Action.DISLIKE);
        List<Candidate> candidates =
                Collections.nCopies(
                        items, new Candidate(LONGEST_ID, -1.2345679e-30f, new float[16]));
        return new TrainingSample(
                LONGEST_ID,
                LONGEST_ID,
                Integer.MAX_VALUE,
                LONGEST_ID,
                Long.MAX_VALUE,
                profile,
                Collections.nCopies(events, event),
                candidates,
                Collections.nCopies(items, LONGEST_ID),
                event,
                Collections.nCopies(items, event),
                Outcome.CORRECTED,
                Tier.POPULAR,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Collections.nCopies(items, 1.2345678901234568e-300));
    }

    /** So many attributes of a user. */
    static Map<String, String> profile(int attributes) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < attributes; i++) {
            texts.put(
                    String.format(Locale.ROOT, "%04d", i) + "\u0001".repeat(124),
                    "\u0001".repeat(128));
        }
        return texts;
    }

    /** A recommendation of so many items. */
    static Recommendation answer(int items) {
        List<RankedItem> slate = new ArrayList<>();
        for (int rank = 1; rank <= items; rank++) {
            slate.add(new RankedItem(LONGEST_ID, rank, -1.2345678e-30f, -1.2345678e-30f));
        }
        return new Recommendation(
                LONGEST_ID,
                LONGEST_ID,
                LONGEST_ID,
                slate,
                1,
                1,
                1,
                1,
                1,
                Tier.FULL,
                null,
                List.of());
    }

    /** The most items that can be asked for, and the longest reason. */
    static Recommendation reply() {
        Recommendation answer = answer(SizeLimits.SLATE);
        return new Recommendation(
                LONGEST_ID,
                LONGEST_ID,
                "",
                answer.items(),
                1,
                1,
                1,
                1,
                1,
                Tier.FULL,
                "plackett-luce",
                Collections.nCopies(SizeLimits.SLATE, 1.2345678901234568e-300),
                LONGEST_ID,
                LONGEST_ID,
                LONGEST_ID.repeat(12));
    }

    /** The most items, events and sources. */
    static Explanation explanation() {
        List<String> ids = Collections.nCopies(Explanation.MOST_ITEMS, LONGEST_ID);
        Said said = new Said("neighbours of the last", 20, -1.2345679e-30f);
        ExplainedItem item =
                new ExplainedItem(
                        LONGEST_ID,
                        20,
                        -1.2345679e-30f,
                        -1.2345679e-30f,
                        -1.2345679e-30f,
                        Collections.nCopies(12, said));
        Without without =
                new Without(
                        new HistoryEvent(LONGEST_ID, Long.MAX_VALUE, Action.LIKE),
                        ids,
                        Collections.nCopies(ids.size(), 20));
        return new Explanation(
                LONGEST_ID,
                LONGEST_ID,
                LONGEST_ID,
                ExplainStatus.EXPLAINED,
                LONGEST_ID.repeat(4),
                null,
                1,
                1,
                false,
                Collections.nCopies(ids.size(), item),
                ids,
                Explanation.Counts.NONE,
                Collections.nCopies(
                        ids.size(), new Explanation.Barred(LONGEST_ID, 20, "placement rules")),
                Collections.nCopies(ExplainRequest.MOST_EVENTS, without));
    }

    /** The most events that go in one piece. */
    static GuestHistory guest() {
        GuestHistory.Event event =
                new GuestHistory.Event(
                        new HistoryEvent(LONGEST_ID, Long.MAX_VALUE, Action.DISLIKE), -1);
        MergeUsers merge =
                new MergeUsers("g" + LONGEST_ID.substring(1), LONGEST_ID, Long.MAX_VALUE);
        return new GuestHistory(merge, Collections.nCopies(1_000, event), List.of(), 8);
    }

    /** An announcement of what lies there. */
    static ModelUpdate update(String uri) {
        return new ModelUpdate(ModelUpdate.BACKBONE, 1, 0, uri, "0f".repeat(32), 0, Map.of(), 0);
    }
}
