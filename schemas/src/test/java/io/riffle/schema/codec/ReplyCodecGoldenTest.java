package io.riffle.schema.codec;

import io.riffle.schema.Examples;
import io.riffle.schema.ask.Reply;
import io.riffle.schema.ask.ReplyTo;
import org.junit.jupiter.api.Test;

class ReplyCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Golden.holds(
                new ReplyCodec(),
                "reply",
                new Reply(Examples.reply(), new ReplyTo(3, "00-4bf9-00f0-01")));
    }
}
