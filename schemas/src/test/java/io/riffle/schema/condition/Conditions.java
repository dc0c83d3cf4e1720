package io.riffle.schema.condition;

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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Conditions of every shape, with names that are hard to write. */
final class Conditions {

    private Conditions() {}

    static Arbitrary<Condition> conditions() {
        return conditions(4);
    }

    private static Arbitrary<Condition> conditions(int levels) {
        if (levels == 0) {
            return terms();
        }
        Arbitrary<Condition> parts = Arbitraries.lazy(() -> conditions(levels - 1));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, terms()),
                net.jqwik.api.Tuple.of(1, parts.list().ofMinSize(2).ofMaxSize(2).map(All::new)),
                net.jqwik.api.Tuple.of(1, parts.list().ofMinSize(2).ofMaxSize(2).map(Any::new)),
                net.jqwik.api.Tuple.of(1, parts.map(Not::new)));
    }

    private static Arbitrary<Condition> terms() {
        Arbitrary<String> attributes = names();
        return Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.of(Match.class),
                                names().list().ofMinSize(1).ofMaxSize(4))
                        .as(Category::new),
                Combinators.combine(
                                attributes,
                                Arbitraries.oneOf(names(), Arbitraries.just(""))
                                        .list()
                                        .ofMinSize(1)
                                        .ofMaxSize(4))
                        .as(Attribute::new),
                Combinators.combine(
                                attributes,
                                Arbitraries.of(Comparison.class),
                                Arbitraries.oneOf(
                                        Arbitraries.doubles(),
                                        Arbitraries.integers().map(Integer::doubleValue)))
                        .as(Compared::new),
                names().list().ofMinSize(1).ofMaxSize(4).map(Items::new),
                Combinators.combine(
                                Arbitraries.of(true, false),
                                Arbitraries.longs().between(0, Age.LONGEST.toMillis()))
                        .as((below, millis) -> new Age(below, Duration.ofMillis(millis))));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "news",
                        "Age",
                        "and",
                        "NOT",
                        "a b",
                        "a\"b",
                        "\\",
                        "(",
                        "漢",
                        "7d",
                        "-1",
                        "<script>",
                        "in",
                        "\n",
                        "item",
                        "x=y",
                        "😀"),
                Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(6));
    }
}
