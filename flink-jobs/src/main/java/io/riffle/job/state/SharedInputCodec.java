package io.riffle.job.state;

import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.state.SharedInput.CatalogueRead;
import io.riffle.job.state.SharedInput.Listed;
import io.riffle.job.state.SharedInput.Ruled;
import io.riffle.job.state.SharedInput.Unruled;
import io.riffle.job.state.SharedInput.Withdrawn;
import io.riffle.schema.codec.Codec;
import io.riffle.schema.codec.CodecException;
import io.riffle.schema.codec.FrameReader;
import io.riffle.schema.codec.FrameWriter;
import io.riffle.schema.codec.ItemCodec;
import io.riffle.schema.codec.ModelUpdateCodec;
import io.riffle.schema.codec.PlacementRulesCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link SharedInput} between two steps: one byte for its kind, then its content. */
public final class SharedInputCodec implements Codec<SharedInput> {

    private static final int VERSION = 4;

    /** The first version that says more of an item than its id. */
    private static final int WITH_CONTENT = 3;

    private static final String TYPE = "shared input";
    private static final byte ANNOUNCED = 1;
    private static final byte LISTED = 2;
    private static final byte WITHDRAWN = 3;
    private static final byte CATALOGUE_READ = 4;
    private static final byte RULED = 5;
    private static final byte UNRULED = 6;

    private final ModelUpdateCodec updates = new ModelUpdateCodec();
    private final ItemCodec items = new ItemCodec();
    private final PlacementRulesCodec rules = new PlacementRulesCodec();

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(SharedInput input, DataOutput out) throws IOException {
        if (input instanceof Announced announced) {
            out.writeByte(ANNOUNCED);
            updates.encode(announced.update(), out);
        } else if (input instanceof Listed listed) {
            out.writeByte(LISTED);
            items.encode(listed.item(), out);
        } else if (input instanceof Withdrawn withdrawn) {
            out.writeByte(WITHDRAWN);
            new FrameWriter().text(withdrawn.itemId()).writeTo(VERSION, out);
        } else if (input instanceof CatalogueRead read) {
            out.writeByte(CATALOGUE_READ);
            new FrameWriter().number(read.partition()).writeTo(VERSION, out);
        } else if (input instanceof Ruled ruled) {
            out.writeByte(RULED);
            rules.encode(ruled.rules(), out);
        } else if (input instanceof Unruled unruled) {
            out.writeByte(UNRULED);
            new FrameWriter().text(unruled.placement()).writeTo(VERSION, out);
        }
    }

    @Override
    public SharedInput read(int version, DataInput in) throws IOException {
        byte kind = Kinds.read(TYPE, in);
        return switch (kind) {
            case ANNOUNCED -> new Announced(updates.decode(in));
            case LISTED ->
                    version < WITH_CONTENT
                            ? new Listed(FrameReader.open(TYPE, version, VERSION, in).text())
                            : new Listed(items.decode(in));
            case WITHDRAWN -> new Withdrawn(FrameReader.open(TYPE, version, VERSION, in).text());
            case CATALOGUE_READ ->
                    new CatalogueRead(FrameReader.open(TYPE, version, VERSION, in).smallNumber());
            case RULED -> new Ruled(rules.decode(in));
            case UNRULED -> new Unruled(FrameReader.open(TYPE, version, VERSION, in).text());
            default -> throw new CodecException(TYPE, "kind 1 to 6", Byte.toString(kind), 0);
        };
    }
}
