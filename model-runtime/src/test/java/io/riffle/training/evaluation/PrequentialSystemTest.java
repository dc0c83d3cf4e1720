package io.riffle.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Action;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.InteractionsBuilder;
import io.riffle.training.metrics.RankingMetrics;
import io.riffle.training.testing.Worlds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrequentialSystemTest {
    @Test
    void theBlendIsAsGoodAsTheBestOfItsSources() {
        Interactions walks = Worlds.walks(60, 20, 40, 3).over(List.of());
        ScoredStream stream = new ScoredStream(walks, .5, ScoredStream.Clicks.NEW);
        PrequentialSystem system = new PrequentialSystems(stream).counting().eventByEvent();
        double best =
                system.sources().values().stream()
                        .mapToDouble(ranks -> ranks.metrics().mrr())
                        .max()
                        .orElseThrow();
        assertThat(system.ranks().metrics().mrr()).isGreaterThan(.9 * best);
        assertThat(best).isGreaterThan(.2);
    }

    @Test
    void whatASecondHoldsSaysNothingAboutItselfWhereTiesAreSafe() {
        // Each user clicks a and b in one second: only who knows a can guess b.
        InteractionsBuilder events = new InteractionsBuilder();
        Random random = new Random(4);
        for (int user = 0; user < 400; user++) {
            int pair = random.nextInt(10);
            events.add("u" + user, "first" + pair, user);
            events.add("u" + user, "second" + pair, user);
        }
        ScoredStream stream =
                new ScoredStream(events.build().over(List.of()), .5, ScoredStream.Clicks.ALL);
        PrequentialSystems systems = new PrequentialSystems(stream).counting();
        RankingMetrics known = systems.eventByEvent().ranks().metrics();
        RankingMetrics safe = systems.tieSafe().ranks().metrics();
        assertThat(known.hitRate(1)).isGreaterThan(.45);
        assertThat(safe.hitRate(1)).isLessThan(.25);
    }

    @Test
    void aSecondThatIsPartedIsCountedOnce() {
        InteractionsBuilder events = new InteractionsBuilder();
        for (int user = 0; user < 5; user++) {
            events.add("u" + user, user < 3 ? "more" : "less", 0);
        }
        events.add("later", "less", 10);
        ScoredStream stream =
                new ScoredStream(events.build().over(List.of()), .9, ScoredStream.Clicks.ALL);
        PrequentialSystem system = new PrequentialSystem(stream, Map.of(), true);
        system.advance(0, 3, null);
        system.advance(3, 6, null);
        RankSeries popular = Objects.requireNonNull(system.sources().get("popular"));
        assertThat(popular.rank(0)).isEqualTo(2);
    }

    @Test
    void whatTeachesNothingIsNotCounted() {
        InteractionsBuilder events = new InteractionsBuilder();
        for (int user = 0; user < 60; user++) {
            events.add("u" + user, "start", 100L * user);
            events.add("u" + user, "carted", 100L * user + 1, Action.CART, 0);
            events.add("u" + user, "clicked", 100L * user + 2);
        }
        ScoredStream stream =
                new ScoredStream(events.build().over(List.of()), 0, ScoredStream.Clicks.ALL);
        PrequentialSystem system = new PrequentialSystems(stream).counting().eventByEvent();
        RankSeries popular = Objects.requireNonNull(system.sources().get("popular"));
        assertThat(popular.rank(stream.size() - 2))
                .as("the cart of the last user")
                .isEqualTo(RankingMetrics.MISSED);
        assertThat(popular.rank(stream.size() - 1)).as("the click of the last user").isOne();
    }

    @Test
    void whatTheUserHasTakenBeforeIsMissed() {
        InteractionsBuilder events = new InteractionsBuilder();
        for (int second = 0; second < 50; second++) {
            events.add("u", "always", second);
        }
        ScoredStream stream =
                new ScoredStream(events.build().over(List.of()), .2, ScoredStream.Clicks.ALL);
        PrequentialSystem system = new PrequentialSystems(stream).counting().eventByEvent();
        assertThat(system.ranks().metrics().hitRate(200)).isZero();
    }

    /** Nobody follows anybody here: all that can be known is what is popular in whose category. */
    @Test
    void categoriesTellWhereNothingElseDoes() {
        InteractionsBuilder events = new InteractionsBuilder();
        Random random = new Random(8);
        Map<String, List<String>> categories = new HashMap<>();
        for (int item = 0; item < 400; item++) {
            categories.put("i" + item, List.of("c" + item % 10));
        }
        for (int user = 0; user < 1_000; user++) {
            int category = random.nextInt(10);
            for (int click = 0; click < 3; click++) {
                double place = random.nextDouble();
                int item = category + 10 * (int) (40 * place * place * place);
                events.add("u" + user, "i" + item, 100L * user + click);
            }
        }
        ScoredStream stream =
                new ScoredStream(events.build().over(List.of()), .2, ScoredStream.Clicks.NEW);
        double with = hitRate(new PrequentialSystems(stream, categories));
        double without = hitRate(new PrequentialSystems(stream));
        assertThat(with).isGreaterThan(without + .02);
    }

    private static double hitRate(PrequentialSystems systems) {
        return systems.counting().eventByEvent().ranks().metrics().hitRate(10);
    }
}
