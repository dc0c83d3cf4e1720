package io.riffle.job.state;

import io.riffle.job.state.CatalogueInput.Forget;
import io.riffle.job.state.CatalogueInput.Listed;
import io.riffle.job.state.CatalogueInput.Withdrawn;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.codec.Codec;
import io.riffle.schema.codec.CodecException;
import io.riffle.schema.codec.ForgetUserCodec;
import io.riffle.schema.codec.FrameReader;
import io.riffle.schema.codec.FrameWriter;
import io.riffle.schema.codec.ItemCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link CatalogueInput} between two steps: one byte for its kind, then its content. */
public final class CatalogueInputCodec implements Codec<CatalogueInput> {

    private static final int VERSION = 2;
    private static final String TYPE = "catalogue input";
    private static final byte LISTED = 1;
    private static final byte WITHDRAWN = 2;
    private static final byte FORGET = 3;

    private final ItemCodec items = new ItemCodec();
    private final ForgetUserCodec requests = new ForgetUserCodec();

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(CatalogueInput input, DataOutput out) throws IOException {
        if (input instanceof Listed listed) {
            out.writeByte(LISTED);
            items.encode(listed.item(), out);
        } else if (input instanceof Withdrawn withdrawn) {
            out.writeByte(WITHDRAWN);
            new FrameWriter().text(withdrawn.itemId()).writeTo(VERSION, out);
        } else if (input instanceof Forget forget) {
            out.writeByte(FORGET);
            requests.encode(forget.request(), out);
            new FrameWriter().number(forget.asked()).writeTo(VERSION, out);
        }
    }

    @Override
    public CatalogueInput read(int version, DataInput in) throws IOException {
        byte kind = Kinds.read(TYPE, in);
        return switch (kind) {
            case LISTED -> new Listed(items.decode(in));
            case WITHDRAWN -> new Withdrawn(FrameReader.open(TYPE, version, VERSION, in).text());
            case FORGET -> forget(version, in);
            default -> throw new CodecException(TYPE, "kind 1 to 3", Byte.toString(kind), 0);
        };
    }

    private Forget forget(int version, DataInput in) throws IOException {
        ForgetUser request = requests.decode(in);
        FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
        Forget forget = new Forget(request, fields.number());
        fields.end();
        return forget;
    }
}
