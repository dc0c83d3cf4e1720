package io.riffle.lab.clicks;

import io.riffle.schema.ClickEvent;
import io.riffle.schema.wire.ClickEventWire;
import io.riffle.schema.wire.ContentType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record for {@code click-events}.
 *
 * @param key user id in UTF-8; null when it is not known
 * @param value exactly the bytes to send
 * @param click what the value says; null when it is not a valid click
 */
public record OutgoingClick(
        byte @Nullable [] key, byte[] value, ContentType contentType, @Nullable ClickEvent click) {

    /** A click as protobuf, under its user. */
    public static OutgoingClick of(ClickEvent click, ClickEventWire wire) {
        return new OutgoingClick(
                click.userId().getBytes(StandardCharsets.UTF_8),
                wire.write(click, ContentType.PROTOBUF),
                ContentType.PROTOBUF,
                click);
    }
}
