package io.riffle.schema.wire.guests;

import com.google.protobuf.ByteString;
import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Slate;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.codec.CodecException;
import io.riffle.schema.codec.OpenSlateCodec;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.ProtoBytes;
import io.riffle.schema.wire.Wire;
import io.riffle.schema.wire.WireException;
import java.util.List;

/** {@link GuestHistory} between two steps of the job. */
public final class GuestHistoryWire implements Wire<GuestHistory> {

    private final OpenSlateCodec slates = new OpenSlateCodec();

    @Override
    public byte[] write(GuestHistory history, ContentType type) {
        var message =
                io.riffle.schema.v1.GuestHistory.newBuilder()
                        .setMerge(MergeUsersWire.message(history.merge()))
                        .setForwards(history.forwards());
        for (GuestHistory.Event event : history.events()) {
            message.addEventsBuilder()
                    .setItemId(event.event().itemId())
                    .setActionValue(event.event().action().code())
                    .setEventTime(event.event().time())
                    .setEventHash(event.hash());
        }
        for (Slate slate : history.openSlates()) {
            message.addOpenSlates(ByteString.copyFrom(slates.toBytes(slate)));
        }
        return ProtoBytes.write(message.build(), type);
    }

    @Override
    public GuestHistory read(byte[] bytes, ContentType type) {
        var message =
                ProtoBytes.read(io.riffle.schema.v1.GuestHistory.newBuilder(), bytes, type).build();
        try {
            List<GuestHistory.Event> events =
                    message.getEventsList().stream()
                            .map(
                                    event ->
                                            new GuestHistory.Event(
                                                    new HistoryEvent(
                                                            event.getItemId(),
                                                            event.getEventTime(),
                                                            Action.of(event.getActionValue())),
                                                    event.getEventHash()))
                            .toList();
            List<Slate> open =
                    message.getOpenSlatesList().stream()
                            .map(slate -> slates.fromBytes(slate.toByteArray()))
                            .toList();
            return new GuestHistory(
                    MergeUsersWire.read(message.getMerge()), events, open, message.getForwards());
        } catch (CodecException e) {
            throw WireException.unparseable(
                    "a valid history of a guest", new IllegalArgumentException(e.getMessage(), e));
        } catch (IllegalArgumentException e) {
            throw WireException.unparseable("a valid history of a guest", e);
        }
    }
}
