package io.riffle.job.items;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PopularItemsTest {

    private static void add(PopularItems popular, String itemId, int times) {
        for (int i = 0; i < times; i++) {
            popular.add(itemId);
        }
    }

    @Test
    void theMostClickedComeFirst() {
        PopularItems popular = new PopularItems(10, 1_000);
        add(popular, "a", 2);
        add(popular, "b", 3);
        add(popular, "c", 1);

        assertThat(popular.top(2, item -> false)).containsExactly("b", "a");
    }

    @Test
    void excludedItemsAreNotShown() {
        PopularItems popular = new PopularItems(10, 1_000);
        add(popular, "a", 2);
        add(popular, "b", 3);

        assertThat(popular.top(5, "b"::equals)).containsExactly("a");
    }

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(new PopularItems(10, 1_000).top(5, item -> false)).isEmpty();
    }

    @Test
    void oldClicksFade() {
        PopularItems popular = new PopularItems(10, 50);
        add(popular, "old", 100);
        add(popular, "new", 100);

        assertThat(popular.top(1, item -> false)).containsExactly("new");
    }

    @Test
    void aVeryLongStreamDoesNotOverflow() {
        PopularItems popular = new PopularItems(3, 1);
        add(popular, "a", 2_000);
        add(popular, "b", 2_000);

        assertThat(popular.top(2, item -> false)).containsExactly("b", "a");
    }

    @Test
    void frequentItemsSurviveManyRareOnes() {
        PopularItems popular = new PopularItems(20, 100_000);
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            popular.add(random.nextInt(4) == 0 ? "hit" + i % 3 : "rare" + random.nextInt(5_000));
        }

        assertThat(popular.top(3, item -> false)).containsOnly("hit0", "hit1", "hit2");
    }

    @Test
    void theOrderIsThatOfTheClicksAfterEachOfThem() {
        PopularItems popular = new PopularItems(20, 30);
        Random random = new Random(2);
        for (int i = 0; i < 3_000; i++) {
            popular.add("i" + (int) Math.abs(random.nextGaussian() * 15));
            assertThat(popular.top(20, item -> false))
                    .isSortedAccordingTo(Comparator.comparingDouble(id -> -popular.clicks(id)));
        }
    }
}
