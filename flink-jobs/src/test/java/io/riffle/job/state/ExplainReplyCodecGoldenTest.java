package io.riffle.job.state;

import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.explain.ExplainReply;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.Explanation;
import org.junit.jupiter.api.Test;

class ExplainReplyCodecGoldenTest {

    @Test
    void releasedBytesKeepTheirMeaning() {
        Explanation told =
                Explanation.none("x", "r", "ann", ExplainStatus.UNKNOWN, "It is not kept.");
        Golden.holds(
                new ExplainReplyCodec(),
                "explain-reply",
                new ExplainReply(told, new ReplyTo(3, "00-4bf9-00f0-01")));
    }
}
