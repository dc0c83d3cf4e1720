package io.riffle.job.recommend;

import io.riffle.job.metrics.Freshness;
import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.metrics.StageTimes;
import io.riffle.job.metrics.StageTimes.Stage;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Where the samples of the recommend step go: its side output. */
final class SampleOutput implements Consumer<TrainingSample> {

    private final Output<StreamRecord<Recommendation>> output;
    private final RecommendMetrics numbers;
    private final Freshness freshness;
    private final LongSupplier now;
    private long settledBy;

    /**
     * @param now processing time, epoch ms
     */
    SampleOutput(
            Output<StreamRecord<Recommendation>> output,
            RecommendMetrics numbers,
            Freshness freshness,
            LongSupplier now) {
        this.output = output;
        this.numbers = numbers;
        this.freshness = freshness;
        this.now = now;
    }

    /**
     * What settles the samples from here on.
     *
     * @param received Kafka timestamp of a click, from which the samples' delay is measured; 0 = no
     *     click does
     */
    void settledBy(long received) {
        settledBy = received;
    }

    @Override
    public void accept(TrainingSample sample) {
        StageTimes stages = numbers.stages();
        stages.end(Stage.SETTLE);
        output.collect(
                SideOutputs.SAMPLES,
                settledBy == 0
                        ? new StreamRecord<>(sample)
                        : new StreamRecord<>(sample, settledBy));
        stages.end(Stage.ENCODE);
        numbers.sample(sample.replayed());
        if (settledBy > 0) {
            freshness.sampled(settledBy, now.getAsLong());
        }
    }
}
