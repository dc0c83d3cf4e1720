package io.riffle.schema.codec;

import io.riffle.schema.Action;
import io.riffle.schema.history.HistoryPage;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Bytes of a {@link HistoryPage}: first sequence, count, then per event its id, time and arrival as
 * differences to the event before, action and event hash. With ids of 32 bytes a full page takes
 * well under 1 KiB.
 */
public final class HistoryPageCodec implements Codec<HistoryPage> {

    private static final int VERSION = 1;
    private static final int SMALLEST_EVENT = 12;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(HistoryPage page, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter().number(page.firstSequence()).number(page.size());
        long time = 0;
        long arrival = 0;
        for (int i = 0; i < page.size(); i++) {
            fields.bytes(page.itemIds()[i])
                    .signed(page.times()[i] - time)
                    .raw(page.actions()[i])
                    .fixed64(page.eventHashes()[i])
                    .signed(page.arrivals()[i] - arrival);
            time = page.times()[i];
            arrival = page.arrivals()[i];
        }
        fields.writeTo(VERSION, out);
    }

    @Override
    public HistoryPage read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("history page", version, VERSION, in);
        long firstSequence = fields.number();
        int size = fields.count(SMALLEST_EVENT);
        byte[][] itemIds = new byte[size][];
        long[] times = new long[size];
        byte[] actions = new byte[size];
        long[] eventHashes = new long[size];
        long[] arrivals = new long[size];
        long time = 0;
        long arrival = 0;
        try {
            for (int i = 0; i < size; i++) {
                itemIds[i] = fields.bytes();
                time += fields.signed();
                times[i] = time;
                actions[i] = (byte) Action.of(fields.raw()).code();
                eventHashes[i] = fields.fixed64();
                arrival += fields.signed();
                arrivals[i] = arrival;
            }
            fields.end();
            return new HistoryPage(firstSequence, itemIds, times, actions, eventHashes, arrivals);
        } catch (IllegalArgumentException e) {
            throw new CodecException("history page", e);
        }
    }
}
