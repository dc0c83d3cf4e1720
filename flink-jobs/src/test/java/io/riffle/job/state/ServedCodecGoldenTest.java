package io.riffle.job.state;

import io.riffle.job.state.Served.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(
                new ServedCodec(),
                "served",
                new Served(
                        List.of(
                                new Shown("r1", "home", 7, List.of(), List.of("a", "b")),
                                new Shown("r2", "", 8, List.of("a", "b"), List.of("c"))),
                        0));
    }

    @Test
    void aBudgetIsKept() {
        Golden.holds(
                new ServedCodec(), "served-paid", new Served(List.of(), 1_790_000_000_001L), 2);
    }
}
