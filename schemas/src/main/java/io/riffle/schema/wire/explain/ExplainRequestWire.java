package io.riffle.schema.wire.explain;

import io.riffle.schema.SizeLimits;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.EdgeRules;
import io.riffle.schema.wire.ProtoBytes;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.Wire;
import io.riffle.schema.wire.WireException;
import org.jspecify.annotations.Nullable;

/** {@link ExplainRequest} at the edge. */
public final class ExplainRequestWire implements Wire<ExplainRequest> {

    private static final String OWNER = "an explain request";

    /**
     * Who sent a request that breaks a rule, as far as it says so.
     *
     * @param recommendationId empty where it could not be read, as {@code userId} is
     */
    public record Who(String requestId, String recommendationId, String userId) {}

    /** Who sent a record; null where nobody could be told. */
    public static @Nullable Who who(RawRecord record) {
        byte[] value = record.value();
        if (value == null || value.length > SizeLimits.INPUT) {
            return null;
        }
        try {
            var message = message(value, ContentType.of(record.headers()));
            EdgeRules.present("request_id", message.getRequestId(), OWNER);
            EdgeRules.bounded("request_id", message.getRequestId(), OWNER);
            return new Who(
                    message.getRequestId(),
                    readable(message.getRecommendationId()),
                    readable(message.getUserId()));
        } catch (WireException e) {
            return null;
        }
    }

    @Override
    public byte[] write(ExplainRequest request, ContentType type) {
        return ProtoBytes.write(
                io.riffle.schema.v1.ExplainRequest.newBuilder()
                        .setRequestId(request.requestId())
                        .setRecommendationId(request.recommendationId())
                        .setUserId(request.userId())
                        .setEvents(request.events())
                        .build(),
                type);
    }

    @Override
    public ExplainRequest read(byte[] bytes, ContentType type) {
        var message = message(bytes, type);
        id("request_id", message.getRequestId());
        id("recommendation_id", message.getRecommendationId());
        id("user_id", message.getUserId());
        try {
            return new ExplainRequest(
                    message.getRequestId(),
                    message.getRecommendationId(),
                    message.getUserId(),
                    message.hasEvents() ? message.getEvents() : ExplainRequest.EVENTS);
        } catch (IllegalArgumentException e) {
            throw WireException.unparseable("a valid explain request", e);
        }
    }

    private static io.riffle.schema.v1.ExplainRequest message(byte[] bytes, ContentType type) {
        return ProtoBytes.read(io.riffle.schema.v1.ExplainRequest.newBuilder(), bytes, type)
                .build();
    }

    private static void id(String thing, String id) {
        EdgeRules.present(thing, id, OWNER);
        EdgeRules.bounded(thing, id, OWNER);
    }

    private static String readable(String id) {
        try {
            EdgeRules.bounded("id", id, OWNER);
            return id;
        } catch (WireException e) {
            return "";
        }
    }
}
