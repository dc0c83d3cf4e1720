package io.riffle.job.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.items.PopularByContext.Context;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PopularByContextTest {
    private final PopularByContext popular =
            new PopularByContext(1_000, 50_000, List.of("category"));

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

    @Test
    void aKindOfManyValuesPushesOutItsOwn() {
        for (int i = 0; i < 5_000; i++) {
            int told = i % 100;
            popular.add("i" + told + "-" + i % 3, List.of(new Context("category", "c" + told)));
        }
        for (int i = 0; i < 10_000; i++) {
            popular.add("i" + i % 100 + "-" + i % 3, List.of(new Context("device", "d" + i)));
        }

        assertThat(popular.lists()).isEqualTo(1_000);
        for (int told = 0; told < 100; told++) {
            String own = "i" + told + "-";
            assertThat(top(3, List.of(new Context("category", "c" + told))))
                    .allMatch(item -> item.startsWith(own));
        }
    }

    @Test
    void aValueThatNobodyClickedInCostsAndChangesNothing() {
        for (int i = 0; i < 400; i++) {
            popular.add("m" + i % 4, List.of(new Context("device", "mobile")));
            popular.add("d" + i % 4, List.of(new Context("device", "desktop")));
        }
        List<Context> mobile = List.of(new Context("device", "mobile"));
        List<String> ofMobile = top(8, mobile);
        for (int i = 0; i < 10_000; i++) {
            assertThat(top(8, List.of(new Context("device", "d" + i))))
                    .isEqualTo(top(8, List.of()));
        }

        assertThat(popular.lists()).isEqualTo(2);
        assertThat(top(8, mobile)).isEqualTo(ofMobile);
    }

    @Test
    void aKindThatIsKnownBeforehandIsKeptWhateverOthersComeFirst() {
        for (int i = 0; i < 100; i++) {
            popular.add("everybody's", List.of(new Context("kind" + i, "v")));
        }
        for (int i = 0; i < 50; i++) {
            popular.add("news", List.of(new Context("category", "1")));
        }

        assertThat(top(1, List.of(new Context("category", "1")))).containsExactly("news");
    }

    private List<String> top(int count, List<Context> contexts) {
        return popular.top(count, item -> false, contexts);
    }
}
