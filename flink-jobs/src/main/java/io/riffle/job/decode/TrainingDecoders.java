package io.riffle.job.decode;

import io.riffle.job.state.CatalogueInput;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.wire.ForgetUserWire;
import io.riffle.schema.wire.TrainingSampleWire;
import java.util.List;

/** Records that the training job reads. */
public final class TrainingDecoders {

    private TrainingDecoders() {}

    public static Decoder<TrainingSample> samples() {
        return Decoder.of(raw -> new TrainingSampleWire().read(raw, SizeLimits.SAMPLE_INPUT));
    }

    /** The catalogue's entries, with what a trainer reads, and its tombstones. */
    public static Decoder<CatalogueInput> items() {
        return Decoder.of(
                raw ->
                        raw.value() == null
                                ? new CatalogueInput.Withdrawn(RecordKeys.tombstone(raw, "item id"))
                                : new CatalogueInput.Listed(Items.read(raw, List.of())));
    }

    /** As {@link UserDecoders#forgets}, for the step that keeps samples. */
    public static Decoder<CatalogueInput> sampleForgets() {
        return Decoder.of(
                raw ->
                        new CatalogueInput.Forget(
                                new ForgetUserWire().read(raw, SizeLimits.INPUT),
                                Math.max(0, raw.timestamp())));
    }
}
