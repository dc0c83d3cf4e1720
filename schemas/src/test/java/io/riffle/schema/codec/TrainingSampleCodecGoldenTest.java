package io.riffle.schema.codec;

import io.riffle.schema.Examples;
import io.riffle.schema.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSampleCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new TrainingSampleCodec(), "training-sample", Examples.sample());
    }

    @Test
    void releasedReplaysKeepTheirMeaning() {
        Golden.holds(
                new TrainingSampleCodec(),
                "training-sample-replayed",
                Examples.replayedSlate().sample("u1", List.of(), Outcome.CLICKED),
                2);
    }

    @Test
    void releasedImpressionsKeepTheirMeaning() {
        Golden.holds(
                new TrainingSampleCodec(),
                "training-sample-seen",
                Examples.seenSlate().sample("u1", List.of(), Outcome.ORGANIC),
                3);
    }

    @Test
    void releasedRequestsKeepTheirMeaning() {
        Golden.holds(
                new TrainingSampleCodec(),
                "training-sample-asked",
                Examples.askedSlate().sample("u1", List.of(), Outcome.CLICKED),
                4);
    }
}
