package io.riffle.schema.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.condition.Condition.Age;
import io.riffle.schema.condition.Condition.All;
import io.riffle.schema.condition.Condition.Any;
import io.riffle.schema.condition.Condition.Attribute;
import io.riffle.schema.condition.Condition.Category;
import io.riffle.schema.condition.Condition.Compared;
import io.riffle.schema.condition.Condition.Comparison;
import io.riffle.schema.condition.Condition.Items;
import io.riffle.schema.condition.Condition.Match;
import io.riffle.schema.condition.Condition.Not;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionFormsTest {

    private static final Condition EXAMPLE =
            new All(
                    List.of(
                            new Category(Match.ANY, List.of("news", "sport")),
                            new Compared("price", Comparison.LESS, 20),
                            new Attribute("brand", List.of("a", "b")),
                            new Not(new Items(List.of("i1", "i2"))),
                            new Age(true, Duration.ofDays(7))));

    private static final String TEXT =
            "category in (news, sport) and price < 20 and brand in (a, b)"
                    + " and not item in (i1, i2) and age < 7d";

    @Test
    void bothFormsSayTheSame() throws Exception {
        String json =
                "{\"all\":[{\"category\":{\"any\":[\"news\",\"sport\"]}},"
                        + "{\"attribute\":\"price\",\"lt\":20},"
                        + "{\"attribute\":\"brand\",\"in\":[\"a\",\"b\"]},"
                        + "{\"not\":{\"item\":[\"i1\",\"i2\"]}},"
                        + "{\"age\":{\"below\":\"P7D\"}}]}";

        assertThat(ConditionText.parse(TEXT)).isEqualTo(EXAMPLE);
        assertThat(ConditionJson.parse(json)).isEqualTo(EXAMPLE);
        assertThat(ConditionText.print(EXAMPLE)).isEqualTo(TEXT);
    }

    @Test
    void notBindsClosestThenAnd() throws Exception {
        Condition a = new Attribute("a", List.of("1"));
        Condition b = new Attribute("b", List.of("2"));
        Condition c = new Attribute("c", List.of("3"));

        assertThat(ConditionText.parse("NOT a = 1 AND b = 2 Or c=3"))
                .isEqualTo(new Any(List.of(new All(List.of(new Not(a), b)), c)));
        assertThat(ConditionText.parse("((a=1)) and (b=2 or c=3)"))
                .isEqualTo(new All(List.of(a, new Any(List.of(b, c)))));
        assertThat(ConditionText.parse("a != 1")).isEqualTo(new Not(a));
    }

    @Test
    void wordsOfTheGrammarAreNamesInQuotes() throws Exception {
        Condition read = ConditionText.parse("\"age\" >= 18 and \"my brand\" = \"a \\\"b\\\"\"");

        assertThat(read)
                .isEqualTo(
                        new All(
                                List.of(
                                        new Compared("age", Comparison.AT_LEAST, 18),
                                        new Attribute("my brand", List.of("a \"b\"")))));
    }

    @Test
    void aRefusalSaysWhere() {
        refused("price < cheap", "The word (cheap)", "must be a number (character 9)");
        refused("category in (news", "The word (the end)", "(character 18)");
        refused("brand = two words", "The word (words)", "(character 13)");
        refused("age < 7", "number and one of ms, s, m, h, d, w", "quote \"age\"");
        refused("", "The word (the end)", "must be a name (character 1)");
        refused("a = \"open", "must be closed (character 5)");
        refused("price < 1e999", "must be finite (character 9)");
        assertThatThrownBy(() -> ConditionJson.parse("{\"all\":[{\"age\":{\"under\":\"P1D\"}}]}"))
                .hasMessageContaining("must be below or above (at $.all[0].age)");
        assertThatThrownBy(() -> ConditionJson.parse("{\"item\":[7]}"))
                .hasMessageContaining("must be a string (at $.item[0])");
    }

    @Test
    void whatIsTooLargeIsRefused() {
        refused(
                "item in (" + String.join(",", Collections.nCopies(1001, "i")) + ")",
                "The number of names (1001)");
        String term = "item in (" + String.join(",", Collections.nCopies(501, "i")) + ")";
        refused(term + " or " + term, "The number of names (1002)");
        refused(String.join(" and ", Collections.nCopies(65, "a = 1")), "one of 64 terms");
        refused("not ".repeat(8) + "a = 1", "The depth (9)");
        refused("a = " + "x".repeat(257), "The value", "1 to 256 bytes");
        refused("a".repeat(70_000), "The length (70000 characters)");
    }

    @Test
    void noDepthOverflowsTheStack() {
        refused("(".repeat(60_000), "within at most 16 others");
        refused("not ".repeat(16_000), "within at most 16 others");
        for (String deep :
                List.of(
                        "{\"not\":".repeat(9_000),
                        "[".repeat(60_000),
                        "{\"all\":[".repeat(7_000))) {
            assertThatThrownBy(() -> ConditionJson.parse(deep))
                    .isInstanceOf(RefusedConditionException.class);
        }
    }

    private static void refused(String text, String... says) {
        assertThatThrownBy(() -> ConditionText.parse(text))
                .isInstanceOf(RefusedConditionException.class)
                .hasMessageContainingAll(says);
    }
}
