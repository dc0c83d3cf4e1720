package io.riffle.job.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts records of one topic that were never read, or read again: jumps in the offsets of a
 * partition. They happen when the brokers kept records for less time than an outage took, or when
 * the topic was made anew; a source then goes on elsewhere without a word. The markers of a
 * producer with transactions are offsets without a record, one per transaction, and count too.
 *
 * <p><b>State</b>: the next offset of each partition, since most jumps happen at a restart. Every
 * subtask is given those of all; what it has read itself outweighs what it was given.
 */
final class OffsetGaps {

    private static final Logger LOG = LoggerFactory.getLogger(OffsetGaps.class);

    private final Map<Integer, Long> next = new HashMap<>();
    private final Set<Integer> read = new HashSet<>();
    private final Counter skipped;
    private final Counter repeated;

    OffsetGaps(Counter skipped, Counter repeated) {
        this.skipped = skipped;
        this.repeated = repeated;
    }

    /** A record was read. */
    void read(String topic, int partition, long offset) {
        Long expected = next.put(partition, offset + 1);
        read.add(partition);
        if (expected == null || expected == offset) {
            return;
        }
        if (skipped.getCount() + repeated.getCount() == 0) {
            LOG.warn(
                    "The next offset ({}) of {}/{} must be {}: maybe records were deleted before"
                            + " they were read, or the topic is another one. Further jumps are"
                            + " only counted.",
                    offset,
                    topic,
                    partition,
                    expected);
        }
        if (offset > expected) {
            skipped.inc(offset - expected);
        } else {
            repeated.inc(expected - offset);
        }
    }

    /** Partition, its next offset, and whether this subtask has read from it. */
    List<Tuple3<Integer, Long, Boolean>> snapshot() {
        List<Tuple3<Integer, Long, Boolean>> all = new ArrayList<>();
        next.forEach(
                (partition, at) -> all.add(Tuple3.of(partition, at, read.contains(partition))));
        return all;
    }

    /** Takes what all subtasks knew. */
    void restore(Iterable<Tuple3<Integer, Long, Boolean>> all) {
        Set<Integer> certain = new HashSet<>();
        for (Tuple3<Integer, Long, Boolean> one : all) {
            if (one.f2) {
                next.put(one.f0, one.f1);
                certain.add(one.f0);
            } else if (!certain.contains(one.f0)) {
                next.merge(one.f0, one.f1, Math::max);
            }
        }
    }
}
