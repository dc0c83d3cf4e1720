package io.riffle.job.items;

import io.riffle.job.state.CodecSerializer;
import io.riffle.job.state.ItemChunk;
import io.riffle.job.state.ItemChunkCodec;
import io.riffle.schema.Item;
import io.riffle.serving.conditions.CatalogueIndex;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What conditions may ask of the catalogue's items, in operator state: at a barrier every subtask
 * has read the same, so one of them writes it, and all get it back.
 */
final class ListedItems {

    private static final Logger LOG = LoggerFactory.getLogger(ListedItems.class);

    private final ListState<ItemChunk> chunks;
    private final List<String> attributes;
    private final boolean writes;

    /**
     * @param attributes names of those that are kept
     * @param writes whether this subtask is the one that writes
     */
    ListedItems(OperatorStateStore store, List<String> attributes, boolean writes)
            throws Exception {
        this.chunks =
                store.getUnionListState(
                        new ListStateDescriptor<>(
                                "listed-items", new CodecSerializer<>(ItemChunkCodec.class)));
        this.attributes = attributes;
        this.writes = writes;
    }

    /** Lists again what was written. */
    void restore(CatalogueIndex index) throws Exception {
        List<String> missing = new ArrayList<>();
        for (ItemChunk chunk : chunks.get()) {
            chunk.items().forEach(index::restore);
            missing.addAll(attributes);
            missing.removeAll(chunk.attributes());
        }
        if (!missing.isEmpty()) {
            LOG.warn(
                    "Attributes {} were not filterable when the state was written: conditions find"
                            + " them in items that the catalogue lists from now on. Start without"
                            + " state to read all of it.",
                    missing.stream().distinct().toList());
        }
    }

    /** Writes all that is listed. */
    void write(CatalogueIndex index) throws Exception {
        if (!writes) {
            chunks.clear();
            return;
        }
        List<ItemChunk> parts = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        index.forEach(
                item -> {
                    items.add(item);
                    if (items.size() == ItemChunk.MOST) {
                        parts.add(new ItemChunk(attributes, items));
                        items.clear();
                    }
                });
        if (!items.isEmpty()) {
            parts.add(new ItemChunk(attributes, items));
        }
        chunks.update(parts);
    }
}
