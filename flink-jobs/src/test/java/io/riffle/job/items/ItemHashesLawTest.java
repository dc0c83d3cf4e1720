package io.riffle.job.items;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ItemHashesLawTest {

    /** Hashes that all want the same few slots, so that removals have something to move. */
    @Property(tries = 300)
    void whateverIsAddedAndRemovedItIsASet(
            @ForAll @Size(max = 200) List<@IntRange(min = -60, max = 60) Integer> steps) {
        ItemHashes hashes = new ItemHashes();
        Set<Long> expected = new HashSet<>();
        for (int step : steps) {
            long hash = (Math.abs(step) + 1L) << (step % 2 == 0 ? 32 : 3);
            if (step < 0) {
                assertThat(hashes.remove(hash)).isEqualTo(expected.remove(hash));
            } else {
                assertThat(hashes.add(hash)).isEqualTo(expected.add(hash));
            }
        }
        assertThat(hashes.size()).isEqualTo(expected.size());
        assertThat(Arrays.stream(hashes.toArray()).boxed())
                .containsExactlyInAnyOrderElementsOf(expected);
        for (long hash : expected) {
            assertThat(hashes.contains(hash)).isTrue();
        }
        hashes.clear();
        assertThat(hashes.size()).isZero();
    }
}
