package io.riffle.schema.codec;

import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.wire.Decoded;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Bytes of a {@link Decoded.Click}: the click in the order of its fields, then its received time,
 * its partition, which version 1 does not have, and where the answer is waited for, which version 2
 * does not have.
 */
public final class DecodedClickCodec implements Codec<Decoded.Click> {

    private static final int VERSION = 3;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(Decoded.Click value, DataOutput out) throws IOException {
        FrameWriter fields = new FrameWriter();
        ClickEvent click = value.event();
        fields.text(click.eventId())
                .text(click.userId())
                .text(click.itemId())
                .number(click.action().code())
                .number(click.eventTime())
                .optionalText(click.recommendationId())
                .number(click.position())
                .textMap(click.context())
                .signed(value.receivedTime())
                .number(value.partition())
                .signed(value.replyTo().partition())
                .text(value.replyTo().trace());
        fields.writeTo(VERSION, out);
    }

    @Override
    public Decoded.Click read(int version, DataInput in) throws IOException {
        FrameReader fields = FrameReader.open("decoded click", version, VERSION, in);
        try {
            ClickEvent click =
                    new ClickEvent(
                            fields.text(),
                            fields.text(),
                            fields.text(),
                            Action.of(fields.smallNumber()),
                            fields.number(),
                            fields.optionalText(),
                            fields.smallNumber(),
                            fields.textMap());
            long received = fields.signed();
            int partition = version == 1 ? 0 : fields.smallNumber();
            ReplyTo replyTo =
                    version < 3
                            ? ReplyTo.NOBODY
                            : new ReplyTo((int) fields.signed(), fields.text());
            Decoded.Click value = new Decoded.Click(click, received, partition, replyTo);
            fields.end();
            return value;
        } catch (IllegalArgumentException e) {
            throw new CodecException("decoded click", e);
        }
    }
}
