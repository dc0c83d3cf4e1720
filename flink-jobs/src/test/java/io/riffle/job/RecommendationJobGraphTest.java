package io.riffle.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.RecommendationJob.Sinks;
import io.riffle.job.RecommendationJob.Sources;
import io.riffle.job.options.OptionReader;
import io.riffle.job.options.RecommendOptions;
import io.riffle.job.testing.TestLane;
import io.riffle.job.testing.TestSource;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class RecommendationJobGraphTest {

    @Test
    void theSamplesTransactionsAreNotOnTheThreadThatAnswers() {
        assertThat(threads())
                .filteredOn(name -> name.contains("recommend ->"))
                .singleElement()
                .asString()
                .contains("recommendation-sink")
                .doesNotContain("sample-sink");
        assertThat(threads()).anyMatch(name -> name.startsWith("sample-sink: Writer"));
    }

    /** Each output has a thread that wakes at every time-out, whether anything came or not. */
    @Test
    void onlyWhatSomebodyWaitsForIsSentOnAtOnce() {
        assertThat(impatient(new Configuration()))
                .containsExactlyInAnyOrder("decode-clicks", "decode-requests");
        Configuration rare = new Configuration();
        rare.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(100));
        assertThat(impatient(rare)).hasSize(10);
        Configuration always = new Configuration();
        always.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
        assertThat(impatient(always)).hasSize(10);
    }

    /** Decoding steps that send on as soon as the job's buffers do. */
    private static List<String> impatient(Configuration settings) {
        StreamExecutionEnvironment env = environment(settings);
        return defined(env).getStreamNodes().stream()
                .filter(node -> node.getOperatorName().startsWith("decode-"))
                .filter(node -> node.getBufferTimeout() == env.getBufferTimeout())
                .map(StreamNode::getOperatorName)
                .toList();
    }

    /** What runs together, as Flink names it. */
    private static List<String> threads() {
        Iterable<JobVertex> vertices =
                defined(environment(new Configuration())).getJobGraph().getVertices();
        return StreamSupport.stream(vertices.spliterator(), false).map(JobVertex::getName).toList();
    }

    private static StreamExecutionEnvironment environment(Configuration settings) {
        return StreamExecutionEnvironment.getExecutionEnvironment(
                JobConfiguration.withDefaults(settings));
    }

    private static StreamGraph defined(StreamExecutionEnvironment env) {
        new RecommendationJob(
                        new Sources(
                                TestSource.of("graph-clicks", List.of(), 1),
                                TestSource.of("graph-profiles", List.of(), 1),
                                TestSource.of("graph-catalogue", List.of(), 1),
                                TestSource.of("graph-updates", List.of(), 1),
                                TestSource.of("graph-forgets", List.of(), 1),
                                TestSource.of("graph-requests", List.of(), 1),
                                TestSource.of("graph-rules", List.of(), 1),
                                TestSource.of("graph-merges", List.of(), 1),
                                TestSource.of("graph-guests", List.of(), 1),
                                TestSource.of("graph-explains", List.of(), 1)),
                        new Sinks(
                                new TestLane.Fast<>("graph"),
                                new TestLane.Ledger<>("graph-samples"),
                                new TestLane.Ledger<>("graph-dead"),
                                new TestLane.Ledger<>("graph-receipts"),
                                new TestLane.Ledger<>("graph-replies"),
                                new TestLane.Ledger<>("graph-guests"),
                                new TestLane.Ledger<>("graph-merged"),
                                new TestLane.Ledger<>("graph-explanations")),
                        RecommendOptions.read(new OptionReader(new Configuration())))
                .define(env);
        return env.getStreamGraph();
    }
}
