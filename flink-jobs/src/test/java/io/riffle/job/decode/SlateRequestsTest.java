package io.riffle.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.UserInput;
import io.riffle.job.state.UserInput.Refused;
import io.riffle.job.state.UserInput.Request;
import io.riffle.schema.ContextNames;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.wire.AskHeaders;
import io.riffle.schema.wire.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlateRequestsTest {

    private static final long TIME = 1_700_000_000_000L;
    private static final ReplyTo TO = new ReplyTo(7, "00-4bf9-00f0-01");

    private final List<UserInput> valid = new ArrayList<>();
    private final List<DeadLetter> dead = new ArrayList<>();

    private void decode(String key, String json) {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>(AskHeaders.of(TO));
        headers.add(Map.entry("content-type", "application/json".getBytes(UTF_8)));
        UserDecoders.requests(
                        Duration.ofMinutes(5), new ContextNames(List.of("device", "referrer")))
                .decode(
                        new RawRecord(
                                "slate-requests",
                                0,
                                9,
                                TIME,
                                key.getBytes(UTF_8),
                                json.getBytes(UTF_8),
                                headers),
                        valid::add,
                        dead::add);
    }

    private static String json(String rest) {
        return "{\"request_id\":\"q\",\"request_time\":\"" + TIME + "\"" + rest + "}";
    }

    @Test
    void requestCarriesWhereItsAnswerIsWaitedFor() {
        decode("u", json(",\"user_id\":\"u\""));
        assertThat(dead).isEmpty();
        assertThat(valid)
                .singleElement()
                .isInstanceOfSatisfying(
                        Request.class,
                        request -> {
                            assertThat(request.replyTo()).isEqualTo(TO);
                            assertThat(request.userId()).isEqualTo("u");
                            assertThat(request.receivedTime()).isEqualTo(TIME);
                        });
    }

    @Test
    void ofTheContextWhatIsNamedIsReadAndNothingElse() {
        String context = "{\"device\":\"tv\",\"x\":\"y\",\"referrer\":\"" + "r".repeat(65) + "\"}";
        decode("u", json(",\"user_id\":\"u\",\"context\":" + context));
        assertThat(valid)
                .singleElement()
                .isInstanceOfSatisfying(
                        Request.class,
                        request -> assertThat(request.context()).isEqualTo(Map.of("device", "tv")));
    }

    @Test
    void guestsAreKeyedByTheirRequest() {
        decode("q", json(""));
        assertThat(valid).singleElement().extracting(UserInput::userId).isEqualTo("q");
    }

    @Test
    void whatBreaksARuleIsADeadLetterAndToldToWhoeverAsked() {
        decode("u", json(",\"user_id\":\"u\",\"size\":9999"));
        decode("x", json(",\"user_id\":\"u\""));
        decode("q", "{\"request_id\":\"q\",\"request_time\":\"" + (TIME + 300_001) + "\"}");
        decode("q", "{\"request_id\":\"q\"}");

        assertThat(dead)
                .extracting(DeadLetter::reason)
                .containsExactly(
                        Reason.UNPARSEABLE, Reason.WRONG_KEY, Reason.FUTURE_TIME, Reason.BAD_TIME);
        assertThat(valid).hasSize(4).allMatch(input -> input instanceof Refused);
        Refused first = (Refused) valid.get(0);
        assertThat(first.requestId()).isEqualTo("q");
        assertThat(first.userId()).isEqualTo("u");
        assertThat(first.replyTo()).isEqualTo(TO);
        assertThat(first.reason()).isEqualTo(dead.get(0).message());
    }

    @Test
    void whoCannotBeToldGetsNoAnswer() {
        decode("u", "{");
        decode("u", "{\"user_id\":\"u\"}");
        assertThat(dead).hasSize(2);
        assertThat(valid).isEmpty();
    }
}
