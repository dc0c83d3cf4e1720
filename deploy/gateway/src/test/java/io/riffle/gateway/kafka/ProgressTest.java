package io.riffle.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.ask.ReplyTo;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Progress progress = new Progress(nanos::get);

    @Test
    void brokersThatTakeNothingForAWhileAreSilent() {
        assertThat(progress.silent()).isFalse();
        pass(5_000);
        progress.sent();
        pass(900);
        assertThat(progress.silent()).isFalse();
        pass(200);
        assertThat(progress.silent()).isTrue();
        progress.done(true);
        assertThat(progress.silent()).isFalse();
    }

    @Test
    void oneThatIsTakenShowsThatTheyAreThere() {
        progress.sent();
        progress.sent();
        pass(900);
        progress.done(true);
        pass(900);
        assertThat(progress.silent()).isFalse();
        pass(200);
        assertThat(progress.silent()).isTrue();
        progress.done(false);
        assertThat(progress.silent()).isFalse();
    }

    @Test
    void aGatewayWaitsInThePartitionItIsToldOrInOneOfThoseThereAre() {
        ReplyPartition any = new ReplyPartition(-1, -7);
        assertThat(any.number()).isEqualTo(ReplyTo.ANY);
        assertThat(any.applyAsInt(4)).isBetween(0, 3).isEqualTo(any.number());
        assertThat(new ReplyPartition(2, 5).applyAsInt(4)).isEqualTo(2);
        assertThatThrownBy(() -> new ReplyPartition(4, 5).applyAsInt(4))
                .hasMessageContaining("The reply partition (4)");
    }

    private void pass(long ms) {
        nanos.addAndGet(Duration.ofMillis(ms).toNanos());
    }
}
