package io.riffle.serving.conditions;

import io.riffle.schema.condition.Condition;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers to the conditions asked last, so many and of so many bytes at most: whoever asks
 * other ones all the time pays for that alone.
 *
 * <p><b>State</b>: safe for any thread; held for the time of a look-up.
 */
final class Answers {
    static final int MOST = 10_000;

    private static final long MOST_BYTES = 64L << 20;

    /** Of an answer beside its rows: condition, what it rests on, the entry. */
    private static final int BESIDE = 512;

    private final Map<Condition, Answered> byCondition = new LinkedHashMap<>(64, .75f, true);
    private final int most;
    private long bytes;

    Answers(int most) {
        this.most = most;
    }

    synchronized @Nullable Answered get(Condition condition) {
        return byCondition.get(condition);
    }

    synchronized void put(Condition condition, Answered answer) {
        Answered before = byCondition.put(condition, answer);
        bytes += size(answer) - (before == null ? 0 : size(before));
        Iterator<Answered> oldest = byCondition.values().iterator();
        while (byCondition.size() > 1 && (byCondition.size() > most || bytes > MOST_BYTES)) {
            bytes -= size(oldest.next());
            oldest.remove();
        }
    }

    synchronized int size() {
        return byCondition.size();
    }

    private static long size(Answered answer) {
        return answer.selection().bytes() + BESIDE;
    }
}
