package io.riffle.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Counts as their definition has them, which decays each of them at each addition. */
class DecayedCountsLawTest {

    @Property(tries = 200)
    void countsAreThoseOfTheDefinition(
            @ForAll @Size(max = 300) List<@IntRange(max = 20) Integer> items,
            @ForAll @IntRange(min = 1, max = 50) int halfLife) {
        DecayedCounts counts = new DecayedCounts(halfLife, 100);
        Map<String, Double> plain = new HashMap<>();
        double decay = Math.pow(0.5, 1.0 / halfLife);
        for (int item : items) {
            counts.add("i" + item);
            plain.merge("i" + item, 1.0, Double::sum);
            plain.replaceAll((id, weight) -> weight * decay);
        }
        plain.forEach((id, weight) -> assertThat(counts.count(id)).isEqualTo(weight, within(1e-6)));
        List<String> top = counts.top(plain.size(), id -> true);
        assertThat(top).hasSize(plain.size());
        for (int i = 1; i < top.size(); i++) {
            assertThat(plain.getOrDefault(top.get(i - 1), -1.0))
                    .isGreaterThanOrEqualTo(plain.getOrDefault(top.get(i), 9.9e9) - 1e-9);
        }
    }

    @Property(tries = 50)
    void itNeverHoldsMoreThanItMay(
            @ForAll @Size(max = 300) List<@IntRange(max = 1_000) Integer> items,
            @ForAll @IntRange(min = 1, max = 10) int most) {
        DecayedCounts counts = new DecayedCounts(10, most);
        for (int item : items) {
            counts.add("i" + item);
            assertThat(counts.size()).isLessThanOrEqualTo(most);
            assertThat(counts.count("i" + item)).isPositive();
        }
    }
}
