package io.riffle.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;

/** A machine that has too much to do tells late what became of a job, and that is no end. */
class JobWatchTest {

    private final JobID job = new JobID();
    private final List<CompletableFuture<JobStatus>> asked = new ArrayList<>();
    private final JobWatch watch =
            new JobWatch(
                    any -> {
                        asked.add(new CompletableFuture<>());
                        return asked.get(asked.size() - 1);
                    });

    @Test
    void whatIsNotToldYetIsNoEndAndIsAskedOnce() {
        for (int n = 0; n < 5; n++) {
            assertThat(watch.newest(job)).isEqualTo(JobStatus.RUNNING);
        }
        assertThat(asked).hasSize(1);
        asked.get(0).complete(JobStatus.FAILED);
        assertThat(watch.newest(job)).isEqualTo(JobStatus.FAILED);
        // And asked again.
        assertThat(watch.newest(job)).isEqualTo(JobStatus.RUNNING);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aQuestionThatTookTooLongIsAskedAgain() {
        watch.newest(job);
        asked.get(0).completeExceptionally(new CompletionException(new TimeoutException("10 s")));
        assertThat(watch.newest(job)).isEqualTo(JobStatus.RUNNING);
        watch.newest(job);
        asked.get(1).complete(JobStatus.FINISHED);
        assertThat(watch.newest(job)).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    void whatFlinkDoesNotKnowIsSaid() {
        watch.newest(job);
        asked.get(0).completeExceptionally(new IllegalStateException("no such job"));
        assertThatThrownBy(() -> watch.newest(job)).hasRootCauseMessage("no such job");
    }
}
