package io.riffle.schema.codec;

import io.riffle.schema.Examples;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.wire.Decoded;
import org.junit.jupiter.api.Test;

class DecodedClickCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(
                new DecodedClickCodec(),
                "decoded-click",
                new Decoded.Click(Examples.click(), 978_300_760_200L));
    }

    @Test
    void releasedPartitionsKeepTheirMeaning() {
        Golden.holds(
                new DecodedClickCodec(),
                "decoded-click-partition",
                new Decoded.Click(Examples.click(), 978_300_760_200L, 300),
                2);
    }

    @Test
    void releasedReplyPartitionsKeepTheirMeaning() {
        Golden.holds(
                new DecodedClickCodec(),
                "decoded-click-reply",
                new Decoded.Click(
                        Examples.click(),
                        978_300_760_200L,
                        300,
                        new ReplyTo(12, "00-4bf9-00f0-01")),
                3);
    }
}
