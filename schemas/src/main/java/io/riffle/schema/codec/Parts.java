package io.riffle.schema.codec;

import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields that several types share: candidates and events. */
final class Parts {

    private static final int SMALLEST_CANDIDATE = 7;
    private static final int SMALLEST_EVENT = 4;

    /** Shared: most candidates have none. */
    private static final float[] NO_FEATURES = {};

    private Parts() {}

    static void writeCandidates(FrameWriter fields, List<Candidate> candidates) {
        fields.number(candidates.size());
        for (Candidate candidate : candidates) {
            fields.text(candidate.itemId()).float32(candidate.generatorScore());
            fields.number(candidate.features().length);
            for (float feature : candidate.features()) {
                fields.float32(feature);
            }
        }
    }

    static List<Candidate> readCandidates(FrameReader fields) {
        int count = fields.count(SMALLEST_CANDIDATE);
        List<Candidate> candidates = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String itemId = fields.text();
            float score = fields.float32();
            int columns = fields.count(Float.BYTES);
            float[] features = columns == 0 ? NO_FEATURES : new float[columns];
            for (int j = 0; j < columns; j++) {
                features[j] = fields.float32();
            }
            candidates.add(new Candidate(itemId, score, features));
        }
        return candidates;
    }

    static void writeEvents(FrameWriter fields, List<HistoryEvent> events) {
        fields.number(events.size());
        for (HistoryEvent event : events) {
            writeEvent(fields, event);
        }
    }

    static List<HistoryEvent> readEvents(FrameReader fields) {
        int count = fields.count(SMALLEST_EVENT);
        List<HistoryEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(readEvent(fields));
        }
        return events;
    }

    static void writeRanks(FrameWriter fields, List<Integer> ranks) {
        fields.number(ranks.size());
        for (int rank : ranks) {
            fields.number(rank);
        }
    }

    static List<Integer> readRanks(FrameReader fields) {
        int count = fields.count(1);
        List<Integer> ranks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ranks.add(fields.smallNumber());
        }
        return ranks;
    }

    static void writeOptionalEvent(FrameWriter fields, @Nullable HistoryEvent event) {
        if (event == null) {
            fields.raw((byte) 0);
        } else {
            writeEvent(fields.raw((byte) 1), event);
        }
    }

    static @Nullable HistoryEvent readOptionalEvent(FrameReader fields) {
        return fields.flag() ? readEvent(fields) : null;
    }

    private static void writeEvent(FrameWriter fields, HistoryEvent event) {
        fields.text(event.itemId()).signed(event.time()).number(event.action().code());
    }

    private static HistoryEvent readEvent(FrameReader fields) {
        return new HistoryEvent(fields.text(), fields.signed(), Action.of(fields.smallNumber()));
    }
}
