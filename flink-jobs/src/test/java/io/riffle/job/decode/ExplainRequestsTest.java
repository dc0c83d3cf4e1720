package io.riffle.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.UserInput;
import io.riffle.job.state.UserInput.Explain;
import io.riffle.job.state.UserInput.ExplainRefused;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.wire.AskHeaders;
import io.riffle.schema.wire.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainRequestsTest {

    private static final ReplyTo TO = new ReplyTo(7, "00-4bf9-00f0-01");

    private final List<UserInput> valid = new ArrayList<>();
    private final List<DeadLetter> dead = new ArrayList<>();

    private void decode(String key, String json) {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>(AskHeaders.of(TO));
        headers.add(Map.entry("content-type", "application/json".getBytes(UTF_8)));
        UserDecoders.explains()
                .decode(
                        new RawRecord(
                                "explain-requests",
                                0,
                                9,
                                5,
                                key.getBytes(UTF_8),
                                json.getBytes(UTF_8),
                                headers),
                        valid::add,
                        dead::add);
    }

    @Test
    void aQuestionCarriesWhereItsAnswerIsWaitedFor() {
        decode("u", "{\"request_id\":\"q\",\"recommendation_id\":\"r\",\"user_id\":\"u\"}");
        assertThat(dead).isEmpty();
        assertThat(valid).containsExactly(new Explain(new ExplainRequest("q", "r", "u", 5), 5, TO));
    }

    @Test
    void whatBreaksARuleIsADeadLetterAndToldToWhoeverAsked() {
        decode("u", "{\"request_id\":\"q\",\"user_id\":\"u\"}");
        decode("x", "{\"request_id\":\"q\",\"recommendation_id\":\"r\",\"user_id\":\"u\"}");
        decode("q", "{\"request_id\":\"q\",\"recommendation_id\":\"r\"}");
        decode("u", "{");
        assertThat(dead)
                .extracting(DeadLetter::reason)
                .containsExactly(
                        Reason.MISSING_ID, Reason.WRONG_KEY, Reason.MISSING_ID, Reason.UNPARSEABLE);
        String why = dead.get(2).message();
        assertThat(valid)
                .hasSize(3)
                .contains(new ExplainRefused("q", "r", "", String.valueOf(why), 5, TO));
        assertThat(valid).extracting(UserInput::userId).containsExactly("u", "u", "q");
    }
}
