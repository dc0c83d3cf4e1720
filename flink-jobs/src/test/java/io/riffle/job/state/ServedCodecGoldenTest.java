package io.riffle.job.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.Served.Shown;
import io.riffle.schema.ask.SlateRequest;
import java.util.Collections;
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

    @Test
    void releasedRequestsKeepTheirMeaning() {
        SlateRequest asked = SlateRequest.of("q1", "ann", 978_300_019_000L);
        Golden.holds(
                new ServedCodec(),
                "served-asked",
                new Served(List.of(new Shown("r1", "", 7, List.of(), List.of("a"), asked)), 0),
                2);
    }

    @Test
    void aRequestOfAThousandIdsIsNotKept() {
        List<String> many = Collections.nCopies(1_000, "an id");
        SlateRequest asked =
                new SlateRequest("q", "u", List.of(), "", 0, "", many, List.of(), "", 1, true, "");
        Shown shown = new Shown("r", "", 7, List.of(), List.of("a"), asked);
        ServedCodec codec = new ServedCodec();
        assertThat(codec.fromBytes(codec.toBytes(new Served(List.of(shown), 0))).slates())
                .containsExactly(new Shown("r", "", 7, List.of(), List.of("a")));
    }
}
