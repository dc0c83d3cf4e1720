package io.riffle.schema.wire;

import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.actions.ActionNames;
import java.util.Locale;

/** {@link ClickEvent} at the edge. Checks ids, action and time in this order. */
public final class ClickEventWire implements Wire<ClickEvent> {

    private static final String OWNER = "a click";

    private final ActionNames names;

    /** One that knows the names of ours only. */
    public ClickEventWire() {
        this(ActionNames.OURS);
    }

    /**
     * @param names of actions in JSON; protobuf has numbers
     */
    ClickEventWire(ActionNames names) {
        this.names = names;
    }

    @Override
    public byte[] write(ClickEvent click, ContentType type) {
        var message =
                io.riffle.schema.v1.ClickEvent.newBuilder()
                        .setEventId(click.eventId())
                        .setUserId(click.userId())
                        .setItemId(click.itemId())
                        .setActionValue(click.action().code())
                        .setEventTime(click.eventTime())
                        .setPosition(click.position())
                        .putAllContext(click.context());
        if (click.recommendationId() != null) {
            message.setRecommendationId(click.recommendationId());
        }
        return ProtoBytes.write(message.build(), type);
    }

    @Override
    public ClickEvent read(byte[] bytes, ContentType type) {
        return switch (type) {
            case PROTOBUF -> {
                var message =
                        ProtoBytes.read(io.riffle.schema.v1.ClickEvent.newBuilder(), bytes, type)
                                .build();
                yield click(message, Integer.toString(message.getActionValue()));
            }
            case JSON -> {
                ClickJson.Read read = ClickJson.read(StrictJson.text(bytes), names);
                yield click(read.click(), read.action());
            }
        };
    }

    /**
     * @param written the action, as it stands in the record
     */
    private static ClickEvent click(io.riffle.schema.v1.ClickEvent message, String written) {
        String recommendationId = message.getRecommendationId();
        EdgeRules.present("event_id", message.getEventId(), OWNER);
        EdgeRules.present("user_id", message.getUserId(), OWNER);
        EdgeRules.present("item_id", message.getItemId(), OWNER);
        EdgeRules.bounded("event_id", message.getEventId(), OWNER);
        EdgeRules.bounded("user_id", message.getUserId(), OWNER);
        EdgeRules.bounded("item_id", message.getItemId(), OWNER);
        EdgeRules.bounded("recommendation_id", recommendationId, OWNER);
        Action action = action(message.getActionValue(), written);
        EdgeRules.time("event_time", message.getEventTime(), OWNER);
        return new ClickEvent(
                message.getEventId(),
                message.getUserId(),
                message.getItemId(),
                action,
                message.getEventTime(),
                recommendationId.isEmpty() ? null : recommendationId,
                // A rank says where an item stood; one that cannot be says nothing.
                Math.max(0, message.getPosition()),
                message.getContextMap());
    }

    private static Action action(int number, String written) {
        if (number == 0) {
            return Action.CLICK;
        }
        if (number < 0 || number > Action.values().length) {
            throw new WireException(
                    Reason.UNKNOWN_ACTION,
                    String.format(
                            Locale.ROOT,
                            "The action (%s) of a click must be CLICK, VIEW, LIKE, DISLIKE, CART or"
                                    + " PURCHASE.%nMaybe it is in lower case, or a name of your"
                                    + " own, to be mapped.",
                            ClickJson.shown(written)));
        }
        return Action.of(number);
    }
}
