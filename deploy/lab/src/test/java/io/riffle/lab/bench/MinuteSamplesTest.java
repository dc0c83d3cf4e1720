package io.riffle.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MinuteSamplesTest {

    @Test
    void aSampleIsTakenAtTheStartAndAfterEveryMinute() {
        AtomicLong seconds = new AtomicLong(1_000);
        MinuteSamples samples =
                new MinuteSamples(
                        () -> new ProcessMemory(seconds.get() << 20, 2 << 20, 3 << 20),
                        () -> 42,
                        () -> seconds.get() - 1_000,
                        () -> seconds.get() * 1_000_000_000L);
        for (int i = 0; i < 200; i++) {
            seconds.incrementAndGet();
            samples.tick();
        }

        assertThat(samples.taken())
                .extracting(MinuteSamples.Sample::minute)
                .containsExactly(0, 1, 2, 3);
        assertThat(samples.taken())
                .extracting(MinuteSamples.Sample::clicks)
                .containsExactly(0L, 60L, 120L, 180L);
        assertThat(MinuteSamples.table(samples.taken()))
                .hasSize(5)
                .last()
                .asString()
                .contains("1,180");
    }

    @Test
    void thisProcessHoldsSomething() {
        ProcessMemory now = ProcessMemory.now();
        assertThat(now.residentBytes()).isGreaterThan(1 << 20);
        assertThat(now.directBytes()).isNotNegative();
    }
}
