package io.riffle.schema.codec;

import io.riffle.schema.ask.SlateRequest;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** Bytes of a {@link SlateRequest}, in the order of its fields; version 1 has no context. */
public final class SlateRequestCodec implements Codec<SlateRequest> {

    private static final int VERSION = 2;
    private static final String TYPE = "slate request";

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(SlateRequest value, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter();
        fields.text(value.requestId()).text(value.userId());
        Parts.writeEvents(fields, value.history());
        fields.text(value.placement())
                .number(value.size())
                .text(value.where())
                .texts(value.candidates())
                .texts(value.exclude())
                .text(value.continueAfter())
                .number(value.requestTime())
                .raw((byte) (value.bestOnly() ? 1 : 0))
                .text(value.similarTo())
                .textMap(value.context());
        fields.writeTo(VERSION, out);
    }

    @Override
    public SlateRequest read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
        try {
            SlateRequest value =
                    new SlateRequest(
                            fields.text(),
                            fields.text(),
                            Parts.readEvents(fields),
                            fields.text(),
                            fields.smallNumber(),
                            fields.text(),
                            fields.texts(),
                            fields.texts(),
                            fields.text(),
                            fields.number(),
                            fields.flag(),
                            fields.text(),
                            version > 1 ? fields.textMap() : Map.of());
            fields.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw new CodecException(TYPE, e);
        }
    }
}
