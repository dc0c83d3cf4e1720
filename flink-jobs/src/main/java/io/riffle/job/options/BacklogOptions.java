package io.riffle.job.options;

import static io.riffle.job.options.TrainKeys.time;

import io.riffle.training.online.BacklogPolicy;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;

/** What training leaves out when samples come faster than it learns them. */
public final class BacklogOptions {

    public static final ConfigOption<Duration> STUDENT_ONLY_AFTER =
            time(
                    "backlog.student-only-after",
                    Duration.ofSeconds(30),
                    "Lag beyond the checkpoint interval from which the reranker's teacher and the"
                            + " backbone's replay rest.");

    public static final ConfigOption<Duration> SAMPLE_AFTER =
            time(
                    "backlog.sample-after",
                    Duration.ofMinutes(2),
                    "Lag beyond the checkpoint interval from which samples are left out.");

    private BacklogOptions() {}

    /**
     * Reads them; what is wrong is noted in the reader. A sample can be read when the checkpoint
     * that wrote it is complete: up to an interval of age is no backlog, whatever the interval is.
     */
    static BacklogPolicy read(OptionReader reader) {
        long studentOnly = reader.millis(STUDENT_ONLY_AFTER);
        long sample = reader.millis(SAMPLE_AFTER);
        reader.check(
                sample >= studentOnly,
                SAMPLE_AFTER,
                reader.get(SAMPLE_AFTER),
                "be at least " + STUDENT_ONLY_AFTER.key(),
                "raise it");
        Duration interval = reader.find(CheckpointingOptions.CHECKPOINTING_INTERVAL);
        long unavoidable = interval == null ? 0 : interval.toMillis();
        return new BacklogPolicy(
                unavoidable + studentOnly, unavoidable + Math.max(studentOnly, sample));
    }
}
