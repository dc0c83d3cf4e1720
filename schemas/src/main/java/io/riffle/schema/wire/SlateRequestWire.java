package io.riffle.schema.wire;

import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.v1.ClickEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link SlateRequest} at the edge. */
public final class SlateRequestWire implements Wire<SlateRequest> {

    private static final String OWNER = "a slate request";

    /**
     * Who sent a request that cannot be read.
     *
     * @param userId empty of a guest
     */
    public record Who(String requestId, String userId) {}

    /** Who sent a record, as far as it says so; null where nobody could be told. */
    public static @Nullable Who who(RawRecord record) {
        byte[] value = record.value();
        if (value == null || value.length > SizeLimits.INPUT) {
            return null;
        }
        try {
            var message =
                    ProtoBytes.read(
                            io.riffle.schema.v1.SlateRequest.newBuilder(),
                            value,
                            ContentType.of(record.headers()));
            EdgeRules.present("request_id", message.getRequestId(), OWNER);
            EdgeRules.bounded("request_id", message.getRequestId(), OWNER);
            bounded("user_id", message.getUserId());
            return new Who(message.getRequestId(), message.getUserId());
        } catch (WireException e) {
            return null;
        }
    }

    @Override
    public byte[] write(SlateRequest request, ContentType type) {
        var message =
                io.riffle.schema.v1.SlateRequest.newBuilder()
                        .setRequestId(request.requestId())
                        .setUserId(request.userId())
                        .setPlacement(request.placement())
                        .setSize(request.size())
                        .setWhere(request.where())
                        .addAllCandidates(request.candidates())
                        .addAllExclude(request.exclude())
                        .setContinueAfter(request.continueAfter())
                        .setRequestTime(request.requestTime())
                        .setBestOnly(request.bestOnly())
                        .setSimilarTo(request.similarTo())
                        .putAllContext(request.context());
        for (HistoryEvent event : request.history()) {
            message.addHistoryBuilder()
                    .setItemId(event.itemId())
                    .setActionValue(event.action().code())
                    .setEventTime(event.time());
        }
        return ProtoBytes.write(message.build(), type);
    }

    @Override
    public SlateRequest read(byte[] bytes, ContentType type) {
        var message =
                ProtoBytes.read(io.riffle.schema.v1.SlateRequest.newBuilder(), bytes, type).build();
        EdgeRules.present("request_id", message.getRequestId(), OWNER);
        EdgeRules.bounded("request_id", message.getRequestId(), OWNER);
        bounded("user_id", message.getUserId());
        bounded("placement", message.getPlacement());
        bounded("continue_after", message.getContinueAfter());
        bounded("similar_to", message.getSimilarTo());
        EdgeRules.text("where", message.getWhere(), SizeLimits.WHERE, OWNER);
        items("candidates", message.getCandidatesList());
        items("exclude", message.getExcludeList());
        context(message.getContextMap());
        EdgeRules.time("request_time", message.getRequestTime(), OWNER);
        try {
            return new SlateRequest(
                    message.getRequestId(),
                    message.getUserId(),
                    history(message.getHistoryList()),
                    message.getPlacement(),
                    message.getSize(),
                    message.getWhere(),
                    message.getCandidatesList(),
                    message.getExcludeList(),
                    message.getContinueAfter(),
                    message.getRequestTime(),
                    message.getBestOnly(),
                    message.getSimilarTo(),
                    message.getContextMap());
        } catch (IllegalArgumentException e) {
            throw WireException.unparseable("a valid slate request", e);
        }
    }

    private static List<HistoryEvent> history(List<io.riffle.schema.v1.SlateRequest.Event> events) {
        EdgeRules.count("number of events", events.size(), SizeLimits.REQUEST_ITEMS, OWNER);
        List<HistoryEvent> history = new ArrayList<>(events.size());
        for (var event : events) {
            EdgeRules.present("item_id of an event", event.getItemId(), OWNER);
            bounded("item_id of an event", event.getItemId());
            EdgeRules.time("event_time of an event", event.getEventTime(), OWNER);
            int code = event.getActionValue();
            history.add(
                    new HistoryEvent(
                            event.getItemId(),
                            event.getEventTime(),
                            code == ClickEvent.Action.ACTION_UNSPECIFIED_VALUE
                                    ? Action.CLICK
                                    : Action.of(code)));
        }
        return history;
    }

    private static void items(String things, List<String> itemIds) {
        EdgeRules.count("number of " + things, itemIds.size(), SizeLimits.REQUEST_ITEMS, OWNER);
        for (String itemId : itemIds) {
            EdgeRules.present("item id among the " + things, itemId, OWNER);
            bounded("item id among the " + things, itemId);
        }
    }

    private static void context(Map<String, String> entries) {
        EdgeRules.count("number of context entries", entries.size(), SizeLimits.CONTEXT, OWNER);
        entries.forEach(
                (name, value) -> {
                    EdgeRules.text("name in the context", name, SizeLimits.NAME, OWNER);
                    EdgeRules.text("value in the context", value, SizeLimits.CONTEXT_VALUE, OWNER);
                });
    }

    private static void bounded(String thing, String id) {
        if (!id.isEmpty()) {
            EdgeRules.bounded(thing, id, OWNER);
        }
    }
}
