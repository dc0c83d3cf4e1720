package io.riffle.schema.codec;

import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Slate;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.GuestHistory.Event;
import io.riffle.schema.ask.MergeUsers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bytes of a {@link GuestHistory}, in the order of its fields. */
public final class GuestHistoryCodec implements Codec<GuestHistory> {

    private static final int VERSION = 1;
    private static final String TYPE = "history of a guest";
    private static final int SMALLEST_EVENT = 12;

    private final OpenSlateCodec slates = new OpenSlateCodec();

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(GuestHistory value, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter();
        MergeUsers merge = value.merge();
        fields.text(merge.guestId()).text(merge.userId()).number(merge.time());
        fields.number(value.forwards()).number(value.events().size());
        for (Event event : value.events()) {
            fields.text(event.event().itemId())
                    .signed(event.event().time())
                    .number(event.event().action().code())
                    .fixed64(event.hash());
        }
        fields.number(value.openSlates().size());
        value.openSlates().forEach(slate -> fields.bytes(slates.toBytes(slate)));
        fields.writeTo(VERSION, out);
    }

    @Override
    public GuestHistory read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open(TYPE, version, VERSION, in);
        try {
            MergeUsers merge = new MergeUsers(fields.text(), fields.text(), fields.number());
            int forwards = fields.smallNumber();
            int count = fields.count(SMALLEST_EVENT);
            List<Event> events = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                String itemId = fields.text();
                long time = fields.signed();
                Action action = Action.of(fields.smallNumber());
                events.add(new Event(new HistoryEvent(itemId, time, action), fields.fixed64()));
            }
            int open = fields.count(1);
            List<Slate> openSlates = new ArrayList<>(open);
            for (int i = 0; i < open; i++) {
                openSlates.add(slates.fromBytes(fields.bytes()));
            }
            fields.end();
            return new GuestHistory(merge, events, openSlates, forwards);
        } catch (IllegalArgumentException e) {
            throw new CodecException(TYPE, e);
        }
    }
}
