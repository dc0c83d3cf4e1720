package io.riffle.lab.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RunningPopularityTest {

    @Test
    void mostClickedItemsComeFirst() {
        RunningPopularity popularity = new RunningPopularity();
        for (int item : new int[] {3, 1, 1, 2, 2, 2}) {
            popularity.add(item);
        }
        BitSet none = new BitSet();
        assertThat(popularity.amongTop(2, 1, none)).isTrue();
        assertThat(popularity.amongTop(1, 1, none)).isFalse();
        assertThat(popularity.amongTop(1, 2, none)).isTrue();
        assertThat(popularity.amongTop(3, 2, none)).isFalse();
    }

    @Test
    void whatTheUserClickedIsNotShown() {
        RunningPopularity popularity = new RunningPopularity();
        popularity.add(1);
        popularity.add(2);
        BitSet clicked = new BitSet();
        clicked.set(1);
        assertThat(popularity.amongTop(1, 10, clicked)).isFalse();
        assertThat(popularity.amongTop(2, 1, clicked)).isTrue();
    }

    @Property(tries = 200)
    void topIsThatOfAFullCount(
            @ForAll @Size(max = 200) List<@IntRange(max = 2000) Integer> clicks,
            @ForAll @IntRange(min = 1, max = 12) int size) {
        RunningPopularity popularity = new RunningPopularity();
        int[] counts = new int[2001];
        for (int item : clicks) {
            popularity.add(item);
            counts[item]++;
        }
        BitSet none = new BitSet();
        int[] top =
                IntStream.range(0, counts.length)
                        .filter(item -> popularity.amongTop(item, size, none))
                        .toArray();
        int distinct = (int) clicks.stream().distinct().count();
        assertThat(top).hasSize(Math.min(size, distinct));
        int least = IntStream.of(top).map(item -> counts[item]).min().orElse(0);
        long more = IntStream.of(counts).filter(count -> count > least).count();
        assertThat(more).isLessThan(Math.max(1, size));
    }
}
