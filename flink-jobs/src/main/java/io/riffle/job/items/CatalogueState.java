package io.riffle.job.items;

import io.riffle.job.state.CatalogueChunk;
import io.riffle.job.state.CatalogueChunkCodec;
import io.riffle.job.state.CodecSerializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/**
 * What was read of the catalogue, in operator state.
 *
 * <p>Every subtask has read the same at a barrier: one of them writes it, and all get it back. An
 * older release kept the ids of withdrawn items in every subtask; they are read once and written no
 * more.
 */
public final class CatalogueState {

    private static final int[] NONE_UNREAD = {};

    private final ListState<CatalogueChunk> chunks;
    private final BroadcastState<String, Boolean> older;
    private final boolean writes;

    /**
     * @param writes whether this subtask is the one that writes
     */
    public CatalogueState(OperatorStateStore store, boolean writes) throws Exception {
        this.chunks =
                store.getUnionListState(
                        new ListStateDescriptor<>(
                                "catalogue", new CodecSerializer<>(CatalogueChunkCodec.class)));
        this.older =
                store.getBroadcastState(
                        new MapStateDescriptor<>(
                                "withdrawn-items",
                                StringSerializer.INSTANCE,
                                BooleanSerializer.INSTANCE));
        this.writes = writes;
    }

    /**
     * Hands over what was written; nothing when this release wrote nothing.
     *
     * @return whether there was something
     */
    boolean read(Consumer<CatalogueChunk> to) throws Exception {
        boolean any = false;
        for (CatalogueChunk chunk : chunks.get()) {
            to.accept(chunk);
            any = true;
        }
        return any;
    }

    /** Hands over the ids of withdrawn items that an older release wrote, and drops them. */
    void readOlder(Consumer<String> to) throws Exception {
        for (var entry : older.immutableEntries()) {
            to.accept(entry.getKey());
        }
        older.clear();
    }

    /** Writes all of it, given as one chunk of any size. */
    void write(CatalogueChunk all) throws Exception {
        if (!writes) {
            chunks.clear();
            return;
        }
        List<CatalogueChunk> parts = new ArrayList<>();
        int most = Math.max(all.listed().length, all.withdrawn().length);
        for (int from = 0; from == 0 || from < most; from += CatalogueChunk.MOST) {
            parts.add(
                    new CatalogueChunk(
                            all.complete(),
                            all.listedOnly(),
                            from == 0 ? all.unread() : NONE_UNREAD,
                            part(all.listed(), from),
                            Arrays.copyOfRange(
                                    all.categories(),
                                    Math.min(from, all.listed().length),
                                    Math.min(all.listed().length, from + CatalogueChunk.MOST)),
                            part(all.withdrawn(), from)));
        }
        chunks.update(parts);
    }

    private static long[] part(long[] all, int from) {
        int start = Math.min(from, all.length);
        return Arrays.copyOfRange(all, start, Math.min(all.length, start + CatalogueChunk.MOST));
    }
}
