package io.riffle.training.stream;

import io.riffle.model.content.Content;
import io.riffle.schema.SizeLimits;
import io.riffle.training.state.StateParts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the catalogue says of the items that it lists.
 *
 * <p><b>State</b>: one entry an item; owned by one thread, written with the trainer's state.
 */
final class ItemContents {
    private static final int MAX_ITEMS = 1 << 28;

    private final Map<String, List<String>> categories = new LinkedHashMap<>();
    private final Map<String, float[]> vectors = new HashMap<>();

    void describe(String itemId, Content content) {
        categories.put(itemId, content.categories());
        if (content.vector().length > 0) {
            vectors.put(itemId, content.vector());
        } else {
            vectors.remove(itemId);
        }
    }

    void withdraw(String itemId) {
        categories.remove(itemId);
        vectors.remove(itemId);
    }

    boolean lists(String itemId) {
        return categories.containsKey(itemId);
    }

    /** Nothing of an item that is not listed. */
    Content of(String itemId) {
        List<String> names = categories.get(itemId);
        return names == null
                ? Content.NONE
                : new Content(names, vectors.getOrDefault(itemId, Content.NONE.vector()));
    }

    /** Items and their categories. */
    Map<String, List<String>> categories() {
        return Collections.unmodifiableMap(categories);
    }

    void clear() {
        categories.clear();
        vectors.clear();
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(categories.size());
        for (Map.Entry<String, List<String>> item : categories.entrySet()) {
            StateParts.writeText(out, item.getKey());
            StateParts.writeTexts(out, item.getValue());
        }
        out.writeInt(vectors.size());
        for (Map.Entry<String, float[]> item : vectors.entrySet()) {
            StateParts.writeText(out, item.getKey());
            out.writeInt(item.getValue().length);
            StateParts.writeFloats(out, item.getValue());
        }
    }

    /**
     * Takes over what {@link #write} wrote.
     *
     * @param vectored whether it wrote vectors, too
     */
    void read(DataInput in, boolean vectored) throws IOException {
        for (int left = StateParts.count("items", in.readInt(), MAX_ITEMS); left > 0; left--) {
            categories.put(StateParts.readText(in), StateParts.readTexts(in));
        }
        int described = vectored ? in.readInt() : 0;
        for (int left = StateParts.count("items", described, MAX_ITEMS); left > 0; left--) {
            String itemId = StateParts.readText(in);
            int values = StateParts.count("vector", in.readInt(), SizeLimits.VECTOR);
            vectors.put(itemId, StateParts.readFloats(in, values));
        }
    }

    /** Takes over what releases before 0.2 wrote: categories in one line each. */
    void readFirst(DataInput in) throws IOException {
        for (int left = StateParts.count("items", in.readInt(), MAX_ITEMS); left > 0; left--) {
            categories.put(in.readUTF(), List.of(in.readUTF().split("\n", -1)));
        }
    }
}
