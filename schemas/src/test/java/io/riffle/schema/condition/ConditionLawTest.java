package io.riffle.schema.condition;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What is printed is read as the same; what is garbage is refused, and nothing else happens. */
class ConditionLawTest {

    private interface Reading {
        Condition read(String text) throws RefusedConditionException;
    }

    @Property
    void textIsReadAsWhatWasPrinted(@ForAll("conditions") Condition condition) throws Exception {
        String text = ConditionText.print(condition);
        assertThat(ConditionText.parse(text)).isEqualTo(condition);
    }

    @Property
    void jsonIsReadAsWhatWasPrinted(@ForAll("conditions") Condition condition) throws Exception {
        assertThat(ConditionJson.parse(ConditionJson.print(condition))).isEqualTo(condition);
    }

    @Property(tries = 3000)
    void garbageIsRefusedOrRead(@ForAll("garbage") String garbage) {
        Condition read = readOrRefused(ConditionText::parse, garbage);
        if (read != null) {
            assertThat(readOrRefused(ConditionText::parse, ConditionText.print(read)))
                    .isEqualTo(read);
        }
        Condition json = readOrRefused(ConditionJson::parse, garbage);
        if (json != null) {
            assertThat(readOrRefused(ConditionJson::parse, ConditionJson.print(json)))
                    .isEqualTo(json);
        }
    }

    @Property
    void damagedTextIsRefusedOrRead(
            @ForAll("conditions") Condition condition, @ForAll int place, @ForAll char other) {
        for (String text :
                new String[] {ConditionText.print(condition), ConditionJson.print(condition)}) {
            int at = Math.floorMod(place, text.length());
            String damaged = text.substring(0, at) + other + text.substring(at + 1);
            readOrRefused(ConditionText::parse, damaged);
            readOrRefused(ConditionJson::parse, damaged);
            readOrRefused(ConditionText::parse, text.substring(0, at));
            readOrRefused(ConditionJson::parse, text.substring(0, at));
        }
    }

    private static @Nullable Condition readOrRefused(Reading reading, String text) {
        try {
            return reading.read(text);
        } catch (RefusedConditionException e) {
            assertThat(e).hasMessageStartingWith("The ").hasMessageContaining(" must ");
            assertThat(e).hasMessageContaining("\nMaybe ");
            assertThat(String.valueOf(e.getMessage()).length()).isLessThan(1000);
            return null;
        }
    }

    @Provide
    Arbitrary<Condition> conditions() {
        return Conditions.conditions();
    }

    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(40),
                Arbitraries.of(
                                "category",
                                "item",
                                "age",
                                "in",
                                "not",
                                "and",
                                "or",
                                "all",
                                "(",
                                ")",
                                ",",
                                "<",
                                ">",
                                "=",
                                "!=",
                                "7d",
                                "20",
                                "a",
                                "\"",
                                "{",
                                "}",
                                "\"all\":",
                                "\"not\":",
                                "[",
                                "]",
                                "\"attribute\":\"a\"",
                                "\"lt\":1")
                        .list()
                        .ofMaxSize(14)
                        .map(words -> String.join(" ", words)));
    }
}
