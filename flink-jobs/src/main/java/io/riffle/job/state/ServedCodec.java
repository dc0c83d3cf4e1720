package io.riffle.job.state;

import io.riffle.job.state.Served.Shown;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.codec.Codec;
import io.riffle.schema.codec.CodecException;
import io.riffle.schema.codec.FrameReader;
import io.riffle.schema.codec.FrameWriter;
import io.riffle.schema.codec.SlateRequestCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of {@link Served}, slate by slate. Version 1 does not say what was asked, version 3 is
 * version 2 with requests as they are written since; a request of more than {@value #MOST_BYTES}
 * bytes is left out.
 */
public final class ServedCodec implements Codec<Served> {

    private static final int VERSION = 3;

    /** Longest request that is kept: a condition and a few ids. */
    private static final int MOST_BYTES = 2 << 10;

    private static final String TYPE = "served slates";
    private static final int SMALLEST_SLATE = 5;
    private static final byte[] NOTHING = {};

    private final SlateRequestCodec requests = new SlateRequestCodec();

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(Served value, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter().number(value.slates().size());
        for (Shown shown : value.slates()) {
            fields.text(shown.recommendationId())
                    .text(shown.placement())
                    .number(shown.time())
                    .texts(shown.before())
                    .texts(shown.itemIds())
                    .bytes(asked(shown.asked()));
        }
        fields.number(value.paidUntil());
        fields.writeTo(VERSION, out);
    }

    private byte[] asked(@Nullable SlateRequest request) {
        byte[] bytes = request == null ? NOTHING : requests.toBytes(request);
        return bytes.length > MOST_BYTES ? NOTHING : bytes;
    }

    private @Nullable SlateRequest asked(byte[] bytes) {
        return bytes.length == 0 ? null : requests.fromBytes(bytes);
    }

    @Override
    public Served read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
        try {
            int count = fields.count(SMALLEST_SLATE);
            List<Shown> slates = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                slates.add(
                        new Shown(
                                fields.text(),
                                fields.text(),
                                fields.number(),
                                fields.texts(),
                                fields.texts(),
                                version > 1 ? asked(fields.bytes()) : null));
            }
            long paidUntil = version < 2 ? 0 : fields.number();
            fields.end();
            return new Served(slates, paidUntil);
        } catch (IllegalArgumentException e) {
            throw new CodecException(TYPE, e);
        }
    }
}
