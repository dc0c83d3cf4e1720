package io.riffle.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadCpuTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recommend -> (recommendation-sink: Writer, sample-sink: Writer) (1/1)#0 |"
                        + " recommend_task",
                "Source: click-source -> decode-clicks (1/1)#0 | source_tasks",
                "Source Data Fetcher for Source: click-source -> decode-clicks | source_fetchers",
                "kafka-producer-network-thread | producers",
                "data-plane-kafka-request-handler-3 | broker",
                "main | lab",
                "flink-pekko.actor.default-dispatcher-7 | flink",
                "riffle-model-loader | others"
            })
    void threadsAreKnownByTheirNames(String name, String group) {
        assertThat(ThreadCpu.group(name)).isEqualTo(group);
    }

    @Test
    void whatThisThreadSpendsIsCounted() {
        ThreadCpu cpu = new ThreadCpu();
        double sum = 0;
        for (int i = 1; i < 3_000_000; i++) {
            sum += Math.sqrt(i);
        }
        assertThat(sum).isPositive();
        String own = ThreadCpu.group(Thread.currentThread().getName());
        assertThat(cpu.spent().get(own)).isPositive();
    }
}
