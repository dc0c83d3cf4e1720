package io.riffle.schema.codec;

import io.riffle.schema.Outcome;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Bytes of a {@link TrainingSample}, in the order of its fields. Version 1 does not say whether it
 * was replayed, version 2 not what was seen, version 3 not whether it was asked for.
 */
public final class TrainingSampleCodec implements Codec<TrainingSample> {

    private static final int VERSION = 4;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(TrainingSample value, DataOutput out) throws IOException {
        FrameWriter fields =
                new FrameWriter(512 + 24 * (value.candidates().size() + value.history().size()));
        fields.text(value.sampleId())
                .text(value.recommendationId())
                .number(value.revision())
                .text(value.userId())
                .signed(value.requestTime())
                .textMap(value.profile());
        Parts.writeEvents(fields, value.history());
        Parts.writeCandidates(fields, value.candidates());
        fields.texts(value.displayed());
        Parts.writeOptionalEvent(fields, value.next());
        Parts.writeEvents(fields, value.labels());
        fields.number(value.outcome().code())
                .number(value.tier().code())
                .number(value.backboneVersion())
                .number(value.rerankerVersion())
                .doubles(value.propensities())
                .raw((byte) (value.replayed() ? 1 : 0));
        Parts.writeRanks(fields, value.examined());
        fields.raw((byte) (value.asked() ? 1 : 0));
        fields.writeTo(VERSION, out);
    }

    @Override
    public TrainingSample read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("training sample", version, VERSION, in);
        try {
            TrainingSample value =
                    new TrainingSample(
                            fields.text(),
                            fields.text(),
                            fields.smallNumber(),
                            fields.text(),
                            fields.signed(),
                            fields.textMap(),
                            Parts.readEvents(fields),
                            Parts.readCandidates(fields),
                            fields.texts(),
                            Parts.readOptionalEvent(fields),
                            Parts.readEvents(fields),
                            Outcome.of(fields.smallNumber()),
                            Tier.of(fields.smallNumber()),
                            fields.number(),
                            fields.number(),
                            fields.doubles(),
                            version > 1 && fields.flag(),
                            version > 2 ? Parts.readRanks(fields) : List.of(),
                            version > 3 && fields.flag());
            fields.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw new CodecException("training sample", e);
        }
    }
}
