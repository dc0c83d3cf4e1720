package io.riffle.training.online;

import io.riffle.training.state.StateParts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers a trainer keeps of its work. <b>Units</b>: epoch ms for times.
 *
 * <p><b>State</b>: written with the trainer's state, but for the loss and the lag.
 */
final class OnlineCounters {
    private static final int VERSION = 2;

    long learned;
    long repeated;
    long unanswered;
    long skipped;

    /** When the newest click that was learned was received; 0 = unknown. */
    long newestClick;

    /** When the oldest sample was written that no published backbone has learned; 0 = none. */
    long oldestUnpublished;

    double loss = Double.NaN;
    long lagMs;
    BacklogPolicy.Mode mode = BacklogPolicy.Mode.ALL;

    /** A click that was received at this time is learned now. */
    void learnedClick(long received) {
        learned++;
        if (received > 0) {
            newestClick = Math.max(newestClick, received);
            oldestUnpublished =
                    oldestUnpublished == 0 ? received : Math.min(oldestUnpublished, received);
        }
    }

    /** What an announcement says about the clicks behind it. */
    Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("samples", (double) learned);
        metrics.put("learned_from_ms", (double) oldestUnpublished);
        metrics.put("learned_until_ms", (double) newestClick);
        return metrics;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(learned);
        out.writeLong(repeated);
        out.writeLong(skipped);
        out.writeLong(newestClick);
        out.writeLong(oldestUnpublished);
        out.writeLong(unanswered);
    }

    void read(DataInput in) throws IOException {
        int version = StateParts.version("counters", VERSION, in.readUnsignedByte());
        learned = in.readLong();
        repeated = in.readLong();
        skipped = in.readLong();
        newestClick = in.readLong();
        oldestUnpublished = in.readLong();
        // Earlier releases counted these among the repeated.
        unanswered = version == 1 ? 0 : in.readLong();
    }
}
