package io.riffle.job.state;

import io.riffle.schema.Item;
import io.riffle.schema.codec.Codec;
import io.riffle.schema.codec.CodecException;
import io.riffle.schema.codec.FrameReader;
import io.riffle.schema.codec.FrameWriter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bytes of an {@link ItemChunk}: the names of the attributes, every category and value once, then
 * the items, which name these by number. Created times count from the item before.
 */
public final class ItemChunkCodec implements Codec<ItemChunk> {

    private static final int VERSION = 1;
    private static final String TYPE = "item chunk";

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(ItemChunk chunk, DataOutput out) throws IOException {
        Map<String, Integer> texts = new LinkedHashMap<>();
        FrameWriter items = new FrameWriter();
        long before = 0;
        for (Item item : chunk.items()) {
            items.text(item.itemId());
            items.signed(item.createdTime() - before);
            before = item.createdTime();
            items.number(item.categories().size());
            item.categories().forEach(name -> items.number(number(texts, name)));
            for (String attribute : chunk.attributes()) {
                String value = item.attributes().get(attribute);
                items.number(value == null ? 0 : 1 + number(texts, value));
            }
        }
        FrameWriter fields = new FrameWriter().texts(chunk.attributes());
        fields.texts(new ArrayList<>(texts.keySet()));
        fields.number(chunk.items().size());
        fields.append(items).writeTo(VERSION, out);
    }

    @Override
    public ItemChunk read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
        List<String> attributes = fields.texts();
        List<String> texts = fields.texts();
        int count = fields.count(3);
        List<Item> items = new ArrayList<>(count);
        long time = 0;
        for (int i = 0; i < count; i++) {
            Item item = item(fields, attributes, texts, time);
            time = item.createdTime();
            items.add(item);
        }
        fields.end();
        return new ItemChunk(attributes, items);
    }

    private static Item item(
            FrameReader fields, List<String> attributes, List<String> texts, long before) {
        String itemId = fields.text();
        long time = before + fields.signed();
        List<String> categories = new ArrayList<>();
        for (int left = fields.count(1); left > 0; left--) {
            categories.add(text(texts, fields.smallNumber()));
        }
        Map<String, String> values = new TreeMap<>();
        for (String attribute : attributes) {
            int number = fields.smallNumber();
            if (number != 0) {
                values.put(attribute, text(texts, number - 1));
            }
        }
        try {
            return new Item(itemId, "", categories, time, values);
        } catch (IllegalArgumentException e) {
            throw new CodecException(TYPE, e);
        }
    }

    private static int number(Map<String, Integer> texts, String text) {
        Integer next = texts.size();
        Integer there = texts.putIfAbsent(text, next);
        return there == null ? next : there;
    }

    private static String text(List<String> texts, int number) {
        if (number < 0 || number >= texts.size()) {
            throw new CodecException(
                    TYPE, "a text below " + texts.size(), Integer.toString(number), 0);
        }
        return texts.get(number);
    }
}
