package io.riffle.job.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

/** Subtasks that share a topic, restart, and are given other partitions. */
class OffsetGapsTest {

    private final Counter skipped = new SimpleCounter();
    private final Counter repeated = new SimpleCounter();

    private OffsetGaps gaps() {
        return new OffsetGaps(skipped, repeated);
    }

    @Test
    void whoTakesAPartitionOverGoesOnWhereItsReaderStopped() {
        OffsetGaps one = gaps();
        OffsetGaps other = gaps();
        one.read("t", 0, 5);
        other.read("t", 1, 50);
        List<Tuple3<Integer, Long, Boolean>> all = new ArrayList<>(one.snapshot());
        all.addAll(other.snapshot());

        OffsetGaps after = gaps();
        after.restore(all);
        after.read("t", 0, 6);
        after.read("t", 1, 51);
        after.read("t", 2, 7);

        assertThat(skipped.getCount()).isZero();
        assertThat(repeated.getCount()).isZero();
    }

    @Test
    void whatWasOnlyHandedDownGivesWayToWhatWasReadWhateverTheOrder() {
        List<Tuple3<Integer, Long, Boolean>> all =
                List.of(
                        Tuple3.of(0, 900L, false),
                        Tuple3.of(0, 10L, true),
                        Tuple3.of(0, 800L, false),
                        Tuple3.of(1, 20L, true),
                        Tuple3.of(2, 30L, false),
                        Tuple3.of(2, 40L, false));
        OffsetGaps after = gaps();
        after.restore(all);
        after.read("t", 0, 10);
        after.read("t", 1, 20);
        after.read("t", 2, 40);

        assertThat(skipped.getCount()).isZero();
        assertThat(repeated.getCount()).isZero();
    }

    @Test
    void anIdlePartitionIsRememberedOverManyRestarts() {
        OffsetGaps first = gaps();
        first.read("t", 0, 5);
        List<Tuple3<Integer, Long, Boolean>> state = first.snapshot();
        for (int restart = 0; restart < 3; restart++) {
            OffsetGaps idle = gaps();
            idle.restore(state);
            state = idle.snapshot();
        }
        OffsetGaps last = gaps();
        last.restore(state);
        last.read("t", 0, 16);

        assertThat(skipped.getCount()).isEqualTo(10);
    }
}
