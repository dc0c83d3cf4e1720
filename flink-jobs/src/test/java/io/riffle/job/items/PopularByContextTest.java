package io.riffle.job.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.items.PopularByContext.Context;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PopularByContextTest {
    private final PopularByContext popular = new PopularByContext(1_000, 50_000);

    @Test
    void whatIsPopularInTheContextComesFirst() {
        for (int i = 0; i < 200; i++) {
            popular.add("news", List.of(new Context("category", "1")));
            popular.add("sport", List.of(new Context("category", "2")));
            popular.add("sport", List.of(new Context("category", "2")));
        }

        assertThat(top(2, List.of(new Context("category", "1")))).containsExactly("news", "sport");
        assertThat(top(2, List.of(new Context("category", "2")))).containsExactly("sport", "news");
        assertThat(top(1, List.of(new Context("category", "unheard of")))).containsExactly("sport");
        assertThat(top(1, List.of())).containsExactly("sport");
    }

    @Test
    void aContextThatSaysNothingIsBelievedLess() {
        SplittableRandom random = new SplittableRandom(3);
        for (int click = 0; click < 4_000; click++) {
            int told = random.nextInt(4);
            Context category = new Context("category", "c" + told);
            Context shoe = new Context("shoe", "s" + random.nextInt(4));
            popular.add("i" + told + "-" + random.nextInt(12), List.of(category, shoe));
        }
        List<Context> asked = List.of(new Context("category", "c2"), new Context("shoe", "s0"));

        assertThat(top(10, asked)).allMatch(item -> item.startsWith("i2-"));
    }

    @Test
    void fewClicksOfAContextDoNotOutweighManyOfAll() {
        for (int i = 0; i < 1_000; i++) {
            popular.add("everybody's", List.of(new Context("region", "r" + i % 5)));
        }
        popular.add("one's", List.of(new Context("region", "new")));

        assertThat(top(2, List.of(new Context("region", "new"))))
                .containsExactly("everybody's", "one's");
    }

    @Test
    void whatGrowsIsBounded() {
        for (int i = 0; i < 20_000; i++) {
            popular.add(
                    "i" + i % 7, List.of(new Context("kind" + i, "v"), new Context("id", "u" + i)));
        }

        assertThat(top(3, List.of(new Context("id", "u19999")))).hasSize(3);
        assertThat(popular.lists()).isLessThanOrEqualTo(1_000);
    }

    private List<String> top(int count, List<Context> contexts) {
        return popular.top(count, item -> false, contexts);
    }
}
