package io.riffle.job.state;

import io.riffle.schema.codec.Codec;
import io.riffle.schema.codec.FrameReader;
import io.riffle.schema.codec.FrameWriter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Bytes of a {@link CatalogueChunk}, in the order of its fields; an item's number is eight bytes.
 */
public final class CatalogueChunkCodec implements Codec<CatalogueChunk> {

    private static final int VERSION = 2;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(CatalogueChunk chunk, DataOutput out) throws IOException {
        FrameWriter fields =
                new FrameWriter()
                        .raw((byte) (chunk.complete() ? 1 : 0))
                        .raw((byte) (chunk.listedOnly() ? 1 : 0));
        fields.number(chunk.unread().length);
        for (int partition : chunk.unread()) {
            fields.number(partition);
        }
        write(fields, chunk.listed());
        write(fields, chunk.withdrawn());
        for (int category : chunk.categories()) {
            fields.number(category & 0xFFFF_FFFFL);
        }
        fields.writeTo(VERSION, out);
    }

    @Override
    public CatalogueChunk read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("catalogue chunk", version, VERSION, in);
        boolean complete = fields.flag();
        boolean listedOnly = fields.flag();
        int[] unread = new int[fields.count(1)];
        for (int i = 0; i < unread.length; i++) {
            unread[i] = fields.smallNumber();
        }
        long[] listed = numbers(fields);
        long[] withdrawn = numbers(fields);
        int[] categories = new int[listed.length];
        for (int i = 0; version > 1 && i < categories.length; i++) {
            categories[i] = (int) fields.number();
        }
        fields.end();
        return new CatalogueChunk(complete, listedOnly, unread, listed, categories, withdrawn);
    }

    private static void write(FrameWriter fields, long[] numbers) {
        fields.number(numbers.length);
        for (long number : numbers) {
            fields.fixed64(number);
        }
    }

    private static long[] numbers(FrameReader fields) {
        long[] numbers = new long[fields.count(8)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = fields.fixed64();
        }
        return numbers;
    }
}
