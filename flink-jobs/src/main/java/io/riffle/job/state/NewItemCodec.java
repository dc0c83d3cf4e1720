package io.riffle.job.state;

import io.riffle.schema.codec.Codec;
import io.riffle.schema.codec.FrameReader;
import io.riffle.schema.codec.FrameWriter;
import io.riffle.schema.codec.ItemCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of a {@link NewItem}: how often it was shown and clicked, then what it is. */
public final class NewItemCodec implements Codec<NewItem> {

    private static final int VERSION = 1;

    private final ItemCodec items = new ItemCodec();

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(NewItem item, DataOutput out) throws IOException {
        new FrameWriter().number(item.shown()).number(item.clicked()).writeTo(VERSION, out);
        items.encode(item.item(), out);
    }

    @Override
    public NewItem read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("new item", version, VERSION, in);
        int shown = fields.smallNumber();
        int clicked = fields.smallNumber();
        fields.end();
        return new NewItem(items.decode(in), shown, clicked);
    }
}
