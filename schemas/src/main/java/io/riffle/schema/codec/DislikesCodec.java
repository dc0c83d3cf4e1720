package io.riffle.schema.codec;

import io.riffle.schema.Dislikes;
import io.riffle.schema.Dislikes.Dislike;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bytes of {@link Dislikes}: count, then item id, time and event hash of each. */
public final class DislikesCodec implements Codec<Dislikes> {

    private static final int VERSION = 1;
    private static final int SMALLEST_ENTRY = 10;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(Dislikes dislikes, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter().number(dislikes.entries().size());
        for (Dislike entry : dislikes.entries()) {
            fields.text(entry.itemId()).signed(entry.time()).fixed64(entry.eventHash());
        }
        fields.writeTo(VERSION, out);
    }

    @Override
    public Dislikes read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("list of dislikes", version, VERSION, in);
        try {
            int count = fields.count(SMALLEST_ENTRY);
            List<Dislike> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                entries.add(new Dislike(fields.text(), fields.signed(), fields.fixed64()));
            }
            fields.end();
            return new Dislikes(entries);
        } catch (IllegalArgumentException e) {
            throw new CodecException("list of dislikes", e);
        }
    }
}
