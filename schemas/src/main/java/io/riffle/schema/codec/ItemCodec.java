package io.riffle.schema.codec;

import io.riffle.schema.Item;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Bytes of an {@link Item}, in the order of its fields. */
public final class ItemCodec implements Codec<Item> {

    private static final int VERSION = 2;

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
        fields.number(value.vector().size());
        value.vector().forEach(fields::float32);
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
                            fields.textMap(),
                            version < 2 ? List.of() : vector(fields));
            fields.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw new CodecException("catalogue item", e);
        }
    }

    private static List<Float> vector(FrameReader fields) {
        Float[] vector = new Float[fields.count(Float.BYTES)];
        Arrays.setAll(vector, i -> fields.float32());
        return List.of(vector);
    }
}
