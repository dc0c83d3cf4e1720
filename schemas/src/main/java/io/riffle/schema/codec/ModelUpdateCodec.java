package io.riffle.schema.codec;

import io.riffle.schema.ModelUpdate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bytes of a {@link ModelUpdate}, in the order of its fields. */
public final class ModelUpdateCodec implements Codec<ModelUpdate> {

    private static final int VERSION = 1;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(ModelUpdate value, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter();
        fields.text(value.model())
                .number(value.version())
                .number(value.baseVersion())
                .text(value.uri())
                .text(value.manifestSha256())
                .number(value.createdTime())
                .number(value.metrics().size());
        value.metrics()
                .forEach(
                        (name, metric) ->
                                fields.text(name).fixed64(Double.doubleToLongBits(metric)));
        fields.number(value.rollbackOf());
        fields.writeTo(VERSION, out);
    }

    @Override
    public ModelUpdate read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("model update", version, VERSION, in);
        try {
            ModelUpdate value =
                    new ModelUpdate(
                            fields.text(),
                            fields.number(),
                            fields.number(),
                            fields.text(),
                            fields.text(),
                            fields.number(),
                            readMetrics(fields),
                            fields.number());
            fields.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw new CodecException("model update", e);
        }
    }

    private static Map<String, Double> readMetrics(FrameReader fields) {
        int count = fields.count(1 + Double.BYTES);
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            metrics.put(fields.text(), Double.longBitsToDouble(fields.fixed64()));
        }
        return metrics;
    }
}
