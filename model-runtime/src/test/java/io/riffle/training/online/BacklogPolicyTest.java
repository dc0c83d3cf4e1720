package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.training.testing.Samples;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacklogPolicyTest {
    private final BacklogPolicy policy = new BacklogPolicy(1000, 5000);

    @Test
    void modeFollowsTheLag() {
        assertThat(policy.mode(1000)).isEqualTo(BacklogPolicy.Mode.ALL);
        assertThat(policy.mode(1001)).isEqualTo(BacklogPolicy.Mode.STUDENT_ONLY);
        assertThat(policy.mode(5001)).isEqualTo(BacklogPolicy.Mode.SAMPLED);
    }

    @Test
    void shareFallsWithTheSquareOfTheLag() {
        assertThat(kept(5000)).isEqualTo(4000);
        assertThat(kept(10_000)).isBetween(900L, 1100L);
        assertThat(kept(50_000)).isBetween(20L, 60L);
    }

    @Test
    void limitsThatFallAreRefused() {
        assertThatThrownBy(() -> new BacklogPolicy(2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(2 ms, 1 ms)");
    }

    private long kept(long lagMs) {
        return IntStream.range(0, 4000)
                .filter(i -> policy.keeps(Samples.of("user" + i, "ab"), lagMs))
                .count();
    }
}
