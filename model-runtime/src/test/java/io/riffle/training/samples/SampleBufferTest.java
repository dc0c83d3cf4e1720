package io.riffle.training.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.riffle.schema.TrainingSample;
import io.riffle.schema.codec.TrainingSampleCodec;
import io.riffle.training.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleBufferTest {
    private final SampleBuffer buffer = new SampleBuffer(new TrainingSampleCodec());

    @Test
    void revisionTakesThePlaceOfTheEarlierOne() {
        TrainingSample revised = Samples.revised("u", "a", Samples.click("b", 1), 1, "b");
        buffer.add(Samples.of("u", "ab"), 100, 5);
        buffer.add(Samples.of("v", "ab"), 100, 6);
        buffer.add(revised, 100, 7);
        buffer.add(Samples.of("u", "ab"), 100, 8);

        assertThat(buffer.oldestArrival()).isEqualTo(5);
        assertThat(buffer.take(10))
                .extracting(SampleBuffer.Waiting::sample)
                .containsExactly(revised, Samples.of("v", "ab"));
        assertThat(buffer.oldestArrival()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void oldestAreTakenFirst() {
        for (String user : new String[] {"u", "v", "w"}) {
            buffer.add(Samples.of(user, "ab"), 100, 1);
        }

        assertThat(buffer.take(2))
                .extracting(waiting -> waiting.sample().userId())
                .containsExactly("u", "v");
        assertThat(buffer.size()).isEqualTo(1);
    }

    @Test
    void stateReadsBack() throws IOException {
        buffer.add(Samples.of("u", "ab"), 100, 1);
        buffer.add(Samples.of("v", "cd"), 100, 2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        buffer.write(new DataOutputStream(bytes));

        SampleBuffer restored = new SampleBuffer(new TrainingSampleCodec());
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 9);

        assertThat(restored.oldestArrival()).isEqualTo(9);
        assertThat(restored.take(10))
                .extracting(SampleBuffer.Waiting::received, SampleBuffer.Waiting::sample)
                .containsExactly(
                        tuple(100L, Samples.of("u", "ab")), tuple(100L, Samples.of("v", "cd")));
    }

    @Test
    void aRevisionFromAfterTheDeadlineFindsTheListOfTheOneThatStillWaits() {
        TrainingSample expired = Samples.revised("u", "a", null, 0, "b");
        buffer.add(expired, 100, 5);
        buffer.add(
                Samples.revised("u", "a", Samples.click("c", 1), 1).withCandidates(List.of()),
                100,
                6);

        TrainingSample waits = buffer.take(1).get(0).sample();

        assertThat(waits.revision()).isEqualTo(1);
        assertThat(waits.candidates()).isEqualTo(expired.candidates()).isNotEmpty();
    }
}
