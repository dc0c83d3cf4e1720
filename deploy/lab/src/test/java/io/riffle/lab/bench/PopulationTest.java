package io.riffle.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.ClickEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PopulationTest {

    private static final int USERS = 1_000;
    private static final int SESSION = 3;
    private static final int ROUND = USERS * SESSION;

    private static List<ClickEvent> clicks(long first, int number) {
        try (Population population = new Population(USERS, SESSION, 200, first, n -> 1_000 + n)) {
            List<ClickEvent> clicks = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                clicks.add(Objects.requireNonNull(population.next().click()));
            }
            return clicks;
        }
    }

    @Test
    void everyUserHasOneSessionBeforeAnyHasAnother() {
        for (int round = 0; round < 3; round++) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            clicks((long) round * ROUND, ROUND)
                    .forEach(click -> counts.merge(click.userId(), 1, Integer::sum));
            assertThat(counts).hasSize(USERS);
            assertThat(counts.values()).containsOnly(SESSION);
        }
    }

    @Test
    void whatTheNthClickIsDoesNotDependOnTheFirst() {
        assertThat(clicks(1_234, 50)).isEqualTo(clicks(0, 1_284).subList(1_234, 1_284));
    }

    @Test
    void usersComeInAnotherOrderEachTime() {
        List<String> first = clicks(0, 500).stream().map(ClickEvent::userId).toList();
        List<String> second = clicks(ROUND, 500).stream().map(ClickEvent::userId).toList();
        List<String> third = clicks(2 * ROUND, 500).stream().map(ClickEvent::userId).toList();
        assertThat(first).doesNotHaveDuplicates().isNotEqualTo(second).isNotEqualTo(third);
    }
}
