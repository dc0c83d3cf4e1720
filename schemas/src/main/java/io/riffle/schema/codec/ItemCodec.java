package io.riffle.schema.codec;

import io.riffle.schema.Item;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Bytes of an {@link Item}, in the order of its fields. */
public final class ItemCodec implements Codec<Item> {

    private static final int VERSION = 1;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(Item value, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter();
        fields.text(value.itemId())
                .text(value.title())
                .texts(value.categories())
                .number(value.createdTime())
                .textMap(value.attributes());
        fields.writeTo(VERSION, out);
    }

    @Override
    public Item read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("catalogue item", version, VERSION, in);
        try {
            Item value =
                    new Item(
                            fields.text(),
                            fields.text(),
                            fields.texts(),
                            fields.number(),
                            fields.textMap());
            fields.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw new CodecException("catalogue item", e);
        }
    }
}
