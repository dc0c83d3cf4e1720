package io.riffle.schema.codec;

import io.riffle.schema.Outcome;
import io.riffle.schema.SlateExamples;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSampleCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(new TrainingSampleCodec(), "training-sample", SlateExamples.sample());
    }

    @Test
    void releasedReplaysKeepTheirMeaning() {
        Golden.holds(
                new TrainingSampleCodec(),
                "training-sample-replayed",
                SlateExamples.replayedSlate().sample("u1", List.of(), Outcome.CLICKED),
                2);
    }

    @Test
    void releasedImpressionsKeepTheirMeaning() {
        Golden.holds(
                new TrainingSampleCodec(),
                "training-sample-seen",
                SlateExamples.seenSlate().sample("u1", List.of(), Outcome.ORGANIC),
                3);
    }

    @Test
    void releasedRequestsKeepTheirMeaning() {
        Golden.holds(
                new TrainingSampleCodec(),
                "training-sample-asked",
                SlateExamples.askedSlate().sample("u1", List.of(), Outcome.CLICKED),
                4);
    }
}
