package io.riffle.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Action;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InteractionsTest {
    private final Interactions interactions =
            new InteractionsBuilder()
                    .add("b", "x", 5)
                    .add("a", "y", 7)
                    .add("b", "z", 3)
                    .add("b", "x", 3)
                    .add("a", "x", 7)
                    .build();

    @Test
    void eventsLieByUserInTimeOrderAndTiesAsAdded() {
        assertThat(items("b")).containsExactly("z", "x", "x");
        assertThat(items("a")).containsExactly("y", "x");
        assertThat(interactions.itemIds()).containsExactly("x", "y", "z");
        assertThat(interactions.itemRows()).isEqualTo(4);
    }

    @Test
    void timeOrderRunsOverAllUsers() {
        assertThat(Arrays.stream(interactions.inTimeOrder()).mapToObj(this::name))
                .containsExactly("b3z", "b3x", "b5x", "a7y", "a7x");
    }

    @Test
    void beforeKeepsOnlyEarlierEventsAndTheirItems() {
        Interactions earlier = interactions.before(5);
        assertThat(earlier.size()).isEqualTo(2);
        assertThat(earlier.users()).isEqualTo(1);
        assertThat(earlier.itemIds()).containsExactly("z", "x");
    }

    @Test
    void aGivenVocabularyKeepsItsRows() {
        Interactions known =
                new InteractionsBuilder(List.of("p", "q"))
                        .add("u", "q", 1)
                        .add("u", "r", 2)
                        .build();
        assertThat(known.row(0)).isEqualTo(2);
        assertThat(known.row(1)).isEqualTo(3);
    }

    @Test
    void manyUnsortedTimesAreSorted() {
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int i = 0; i < 1000; i++) {
            builder.add("u", "i" + i, 1 + (i * 7919L) % 101);
        }
        Interactions sorted = builder.build();
        for (int i = 1; i < sorted.size(); i++) {
            assertThat(sorted.seconds(i)).isGreaterThanOrEqualTo(sorted.seconds(i - 1));
            if (sorted.seconds(i) == sorted.seconds(i - 1)) {
                assertThat(sorted.row(i)).isGreaterThan(sorted.row(i - 1));
            }
        }
    }

    private List<String> items(String user) {
        for (int u = 0; u < interactions.users(); u++) {
            if (interactions.userId(u).equals(user)) {
                return java.util.stream.IntStream.range(interactions.begin(u), interactions.end(u))
                        .mapToObj(e -> interactions.itemIds().get(interactions.row(e) - 1))
                        .toList();
            }
        }
        throw new AssertionError(user);
    }

    private String name(int event) {
        return interactions.userId(interactions.userOf(event))
                + interactions.seconds(event)
                + interactions.itemIds().get(interactions.row(event) - 1);
    }

    @Test
    void eventsKeepActionsAndWeightsInEveryOrderAndSelection() {
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int i = 0; i < 3000; i++) {
            builder.add("u" + i % 7, "i" + i % 11, 5000 - i, action(i), i < 1500 ? 1 : i % 3);
        }
        Interactions all = builder.build();
        for (Interactions some : List.of(all, all.over(List.of("i9", "i1")), all.before(4000))) {
            for (int event = 0; event < some.size(); event++) {
                int i = 5000 - (int) some.seconds(event);
                assertThat(some.weight(event)).isEqualTo(i < 1500 ? 1 : i % 3);
                assertThat(some.action(event)).isEqualTo(action(i));
            }
        }
    }

    private static Action action(int i) {
        return i < 1200 ? Action.CLICK : Action.of(1 + i % 6);
    }
}
