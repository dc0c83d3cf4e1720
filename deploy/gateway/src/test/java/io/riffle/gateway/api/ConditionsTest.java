package io.riffle.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.riffle.gateway.problem.Problem;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static String text(String json) {
        return Conditions.text(JsonParser.parseString(json));
    }

    @Test
    void bothFormsAreTheSameCondition() {
        String text = text("\"category in (news,sport) and price<20\"");
        assertThat(text).isEqualTo("category in (news, sport) and price < 20");
        assertThat(
                        text(
                                "{\"all\":[{\"category\":{\"any\":[\"news\",\"sport\"]}},"
                                        + "{\"attribute\":\"price\",\"lt\":20}]}"))
                .isEqualTo(text);
        assertThat(text("\"\"")).isEmpty();
    }

    @Test
    void whatIsNoConditionIsToldAtOnce() {
        for (String json : new String[] {"\"category inn (a)\"", "{\"categry\":1}", "7", "[]"}) {
            assertThatThrownBy(() -> text(json))
                    .as(json)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("must")
                    .hasMessageContaining("Maybe");
        }
    }
}
