package io.riffle.job.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemorySumTest {

    private static final long MEBI = 1L << 20;
    private static final long GIBI = 1L << 30;
    private static final MemorySum SUM = new MemorySum(256 * MEBI, GIBI, 100 * MEBI);

    @Test
    void whatFitsIsNoProblem() {
        assertThat(SUM.problems(2, SUM.heap(2), SUM.outside(2))).isEmpty();
    }

    @Test
    void whatDoesNotFitIsSaidWithItsNumbersAndTheOptionToChange() {
        assertThat(SUM.problems(4, GIBI, 6 * GIBI))
                .singleElement()
                .asString()
                .contains("(1024 MiB)", "4 subtasks", "1324 MiB", "riffle.history.cached-memory");
        assertThat(SUM.problems(4, 2 * GIBI, GIBI - 1))
                .singleElement()
                .asString()
                .contains(
                        "(1023 MiB)",
                        "5896 MiB",
                        "2 more to explain",
                        "riffle.cache.size",
                        "off-heap.size");
    }

    @Test
    void aMachineOfManyCoresAndLittleMemoryGetsFewSubtasks() {
        assertThat(SUM.subtasks(16, GIBI, 100 * GIBI)).isEqualTo(2);
        assertThat(SUM.subtasks(16, 100 * GIBI, 3 * GIBI)).isEqualTo(2);
        assertThat(SUM.subtasks(16, 100 * GIBI, 100 * GIBI)).isEqualTo(16);
        assertThat(SUM.subtasks(16, 0, 0)).isEqualTo(1);
    }
}
