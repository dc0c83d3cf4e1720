package io.riffle.job.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

class ReplayTest {

    @Test
    void whatWasReceivedBeforeARestartMayHaveBeenAnsweredTwice() {
        assertThat(new Replay(true, 1_000).of(1_000)).isTrue();
        assertThat(new Replay(true, 1_000).of(1_001)).isFalse();
        assertThat(new Replay(false, 1_000).of(1)).isFalse();
    }

    @Test
    void onlyTheVeryFirstAttemptMayFailForGood() {
        RuntimeException cause = new IllegalStateException("no model");

        assertThat(Replay.failedStart(cause, false))
                .isInstanceOf(SuppressRestartsException.class)
                .hasCause(cause);
        assertThat(Replay.failedStart(cause, true)).isSameAs(cause);
    }
}
