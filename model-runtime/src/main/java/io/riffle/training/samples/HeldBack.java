package io.riffle.training.samples;

import io.riffle.schema.Ids;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.codec.TrainingSampleCodec;
import io.riffle.training.lists.RecommendedList;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Samples that wait a while before they are learned, so that models can be judged on requests that
 * none of them has learned: a share of all requests, and of those whose slate was drawn at least
 * half. What has waited long enough is learned like anything else; nothing is lost. Where no more
 * slates are drawn, or few, those that wait leave once enough others are of newer days.
 *
 * <p>All revisions of a request go the same way, and once one of them is learned none is judged on.
 * Kept as bytes: a tenth of the memory of objects.
 *
 * <p><b>State</b>: two lines of bounded length, written with the trainer's state.
 */
public final class HeldBack {
    private static final double LEAST_OF_DRAWN = .5;

    /** Samples that wait at most, for each with a slate label that may. */
    private static final int MOST = 8;

    /** Silence after which nothing is taken to come to a line any more, in ms. */
    private static final long DAY = 86_400_000;

    /** Age of what does not judge any more while there is enough that is newer, in ms. */
    private static final long WEEK = 7 * DAY;

    private final TrainingSampleCodec codec = new TrainingSampleCodec();
    private final double share;
    private final int size;
    private final WaitingLine drawn = new WaitingLine();
    private final WaitingLine plain = new WaitingLine();

    /**
     * Nobody waits yet.
     *
     * @param share of the requests that wait; 0 = none
     * @param size samples with slate labels in each of the two lines; of all, eight times as many
     */
    public HeldBack(double share, int size) {
        this.share = share;
        this.size = size;
    }

    /** Samples that wait. */
    int waiting() {
        return drawn.size() + plain.size();
    }

    /** Takes what shall wait out of a batch, and adds what has waited long enough. */
    public List<Taken> exchange(List<Taken> batch) {
        List<Taken> now = new ArrayList<>(batch.size());
        for (Taken taken : batch) {
            WaitingLine line = line(taken);
            if (line == null) {
                learn(taken, now);
            } else {
                line.add(WaitingLine.Waiting.of(taken, codec));
                while (line.size() > MOST * size || line.labelled() > size) {
                    learn(line.remove().taken(codec), now);
                }
            }
            long time = taken.lesson().sample().requestTime();
            letGo(drawn, plain, time, now);
            letGo(plain, drawn, time, now);
        }
        return now;
    }

    /**
     * Learns the oldest of a line where nothing is to judge any more, and where it is older than
     * all of the other line, which has as many as it may, and out of date. One at a time: a batch
     * stays a batch.
     */
    private void letGo(WaitingLine line, WaitingLine other, long time, List<Taken> now) {
        boolean full = other.size() >= MOST * size || other.labelled() >= size;
        boolean outlived = full && line.oldestTime() < other.oldestTime();
        boolean old = line.oldestTime() < time - WEEK || line.newestTime() < time - DAY;
        if (line.size() > 0 && (share == 0 || (outlived && old))) {
            learn(line.remove().taken(codec), now);
        }
    }

    /** Where a sample waits; null = it is learned at once. */
    private @Nullable WaitingLine line(Taken taken) {
        TrainingSample sample = taken.lesson().sample();
        String request = sample.recommendationId();
        for (WaitingLine line : List.of(drawn, plain)) {
            // Were a revision learned before it, what is left of the request could not be judged.
            if (line.newest(request) != null) {
                return line;
            }
        }
        boolean explored = RecommendedList.explored(sample) && !sample.replayed();
        double part = share > 0 && explored ? Math.max(LEAST_OF_DRAWN, share) : share;
        // Of what has waited and was learned since nothing can be judged any more.
        boolean waits = taken.first() && place(request) < part;
        return waits ? explored ? drawn : plain : null;
    }

    private static void learn(Taken taken, List<Taken> now) {
        if (!taken.lesson().empty()) {
            now.add(taken);
        }
    }

    /**
     * The newest revision of each request that waits and of which nothing was learned, those drawn
     * first: as they are now, each decoded when it is asked for.
     */
    public List<TrainingSample> requests() {
        List<byte[]> requests = drawn.unlearned();
        requests.addAll(plain.unlearned());
        return new AbstractList<>() {
            @Override
            public TrainingSample get(int index) {
                return codec.fromBytes(requests.get(index));
            }

            @Override
            public int size() {
                return requests.size();
            }
        };
    }

    /** The newest revision of a request; null when none waits. */
    public @Nullable TrainingSample earlier(String recommendationId) {
        byte[] waits = drawn.newest(recommendationId);
        waits = waits == null ? plain.newest(recommendationId) : waits;
        return waits == null ? null : codec.fromBytes(waits);
    }

    /** Writes both lines. */
    public void write(DataOutput out) throws IOException {
        drawn.write(out);
        plain.write(out);
    }

    /** Reads what another one wrote; of a longer line all is learned with the next batch. */
    public void read(DataInput in) throws IOException {
        clear();
        for (WaitingLine line : List.of(drawn, plain)) {
            line.read(in, codec);
        }
    }

    /** Drops every sample of a user, without teaching it; how many there were. */
    public int forget(String userId) {
        Predicate<WaitingLine.Waiting> own =
                waiting -> codec.fromBytes(waiting.sample()).userId().equals(userId);
        return drawn.removeIf(own) + plain.removeIf(own);
    }

    /** Forgets what waits, without teaching it. */
    public void clear() {
        drawn.clear();
        plain.clear();
    }

    private static double place(String recommendationId) {
        // A draw of its own: the backlog's keeps the lowest places of the plain hash.
        return (Ids.eventHash("held back\n" + recommendationId) >>> 11) * 0x1.0p-53;
    }
}
