package io.riffle.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.riffle.gateway.problem.Problem;
import io.riffle.schema.ask.SlateRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlateBodyTest {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.ofEpochMilli(1_790_000_000_000L));

    private final SlateBody body = new SlateBody(CLOCK, new Ulid(CLOCK, new Random(1)));

    private SlateRequest read(String json) {
        return body.read(JsonParser.parseString(json));
    }

    @Test
    void aRequestMayTellItsContext() {
        assertThat(read("{\"user_id\":\"u\"}").context()).isEmpty();
        assertThat(read("{\"context\":{\"device\":\"tv\",\"referrer\":\"mail\"}}").context())
                .isEqualTo(Map.of("device", "tv", "referrer", "mail"));
    }

    @Test
    void aContextOfTooMuchIsRefused() {
        StringBuilder many = new StringBuilder("\"n\":\"v\"");
        for (int i = 0; i < 16; i++) {
            many.append(",\"n").append(i).append("\":\"v\"");
        }
        assertThatThrownBy(() -> read("{\"context\":{" + many + "}}"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("number of context entries (17)");
        assertThatThrownBy(() -> read("{\"context\":{\"device\":\"" + "x".repeat(4_097) + "\"}}"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("value in the context (4097 bytes)");
    }
}
