package io.riffle.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riffle.schema.ClickEvent;
import io.riffle.schema.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
    private static final SimulationConfig SMALL =
            SimulationConfig.defaults().withUsers(300).withItems(400, 50);
    private static final SimulationConfig NEWS =
            SMALL.withItems(400, 1_000).withHalfLife(Duration.ofHours(2));

    @Test
    void sameSeedGivesTheSameStream() {
        assertThat(take(new Simulation(SMALL, 7), 2_000))
                .isEqualTo(take(new Simulation(SMALL, 7), 2_000))
                .isNotEqualTo(take(new Simulation(SMALL, 8), 2_000));
    }

    @Test
    void readingTheTruthChangesNothing() {
        Simulation read = new Simulation(SMALL, 7);
        List<ClickEvent> events = new ArrayList<>();
        for (int n = 0; n < 500; n++) {
            String user = read.truth().nextUser();
            long time = read.truth().nextTime();
            read.truth().oracle(5);
            ClickEvent event = read.next();
            assertThat(event.userId()).isEqualTo(user);
            assertThat(event.eventTime()).isEqualTo(time);
            events.add(event);
        }
        assertThat(events).isEqualTo(take(new Simulation(SMALL, 7), 500));
    }

    @Test
    void timesNeverFallAndEventIdsAreUnique() {
        Set<String> ids = new HashSet<>();
        long before = SMALL.startTime();
        for (ClickEvent event : take(new Simulation(SMALL, 3), 20_000)) {
            assertThat(event.eventTime()).isGreaterThanOrEqualTo(before);
            before = event.eventTime();
            assertThat(ids.add(event.eventId())).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void statedProbabilitiesAreTheFrequenciesOfWhatHappens(boolean news) {
        Simulation simulation = new Simulation(news ? NEWS : SMALL, 11);
        double[] stated = new double[4];
        int[] happened = new int[4];
        double oracleStated = 0;
        int oracleHits = 0;
        int clicks = 12_000;
        for (int n = 0; n < clicks; n++) {
            double[] shares = simulation.truth().probabilities();
            List<String> oracle = simulation.truth().oracle(10);
            ClickEvent event = simulation.next();
            int clicked = number(event.itemId());
            assertThat(shares[clicked]).isPositive();
            for (int item = 0; item < shares.length; item++) {
                stated[level(shares[item])] += shares[item];
            }
            happened[level(shares[clicked])]++;
            for (String id : oracle) {
                oracleStated += shares[number(id)];
            }
            oracleHits += oracle.contains(event.itemId()) ? 1 : 0;
        }
        for (int level = 0; level < stated.length; level++) {
            // Five standard deviations of a sum of independent events.
            assertThat((double) happened[level])
                    .isCloseTo(stated[level], within(5 * Math.sqrt(stated[level] + 1)));
        }
        assertThat((double) oracleHits).isCloseTo(oracleStated, within(5 * Math.sqrt(clicks) / 2));
    }

    @Test
    void sequencesTellMoreThanPopularity() {
        Simulation simulation = new Simulation(SMALL, 5);
        Map<String, Integer> counts = new HashMap<>();
        int popular = 0;
        int oracle = 0;
        for (int n = 0; n < 6_000; n++) {
            boolean scored = n >= 3_000;
            List<String> best = scored ? simulation.truth().oracle(10) : List.of();
            String item = simulation.next().itemId();
            if (scored) {
                int ahead = counts.getOrDefault(item, 0);
                popular +=
                        counts.values().stream().filter(count -> count > ahead).count() < 10
                                ? 1
                                : 0;
                oracle += best.contains(item) ? 1 : 0;
            }
            counts.merge(item, 1, Integer::sum);
        }
        assertThat(oracle).isGreaterThan(4 * popular);
    }

    @Test
    void itemsAreNotClickedBeforeTheyAppearAndNewOnesAre() {
        Simulation simulation = new Simulation(SMALL, 9);
        Map<String, Long> created = new HashMap<>();
        for (Item item : simulation.items()) {
            created.put(item.itemId(), item.createdTime());
        }
        int onNew = 0;
        for (ClickEvent event : take(simulation, 20_000)) {
            long since = created.getOrDefault(event.itemId(), Long.MAX_VALUE);
            assertThat(event.eventTime()).isGreaterThanOrEqualTo(since);
            onNew += since > SMALL.startTime() ? 1 : 0;
        }
        assertThat(onNew).isPositive();
    }

    @Test
    void thousandsOfUsersAreActiveAtOnce() {
        Set<String> users = new HashSet<>();
        Simulation simulation = new Simulation(SimulationConfig.defaults(), 1);
        long end = SimulationConfig.defaults().startTime() + 10 * 60_000L;
        ClickEvent event = simulation.next();
        while (event.eventTime() < end) {
            users.add(event.userId());
            event = simulation.next();
        }
        assertThat(users).hasSizeGreaterThan(2_000);
    }

    @Test
    void usersTakeTheStatedShareFromTheirSlates() {
        Simulation simulation = new Simulation(SMALL.withSlateInfluence(0.4), 2);
        double stated = 0;
        int hits = 0;
        int taken = 0;
        int shownTimes = 0;
        for (int n = 0; n < 6_000; n++) {
            String user = simulation.truth().nextUser();
            List<String> oracle = simulation.truth().oracle(3);
            simulation.show(user, "r" + n, List.of(oracle.get(0), "unknown", oracle.get(1)));
            stated += simulation.truth().probabilities()[number(oracle.get(0))];
            ClickEvent event = simulation.next();
            shownTimes++;
            hits += event.itemId().equals(oracle.get(0)) ? 1 : 0;
            if (event.recommendationId() != null) {
                taken++;
                assertThat(event.recommendationId()).isEqualTo("r" + n);
                assertThat(event.position()).isIn(1, 3);
            }
        }
        assertThat(taken / (double) shownTimes).isCloseTo(0.4, within(0.03));
        assertThat((double) hits).isCloseTo(stated, within(5 * Math.sqrt(stated)));
    }

    /** By the half-life: nearly all clicks are on what appeared within the last few of them. */
    @Test
    void whereItemsAgeWhatIsNewIsClicked() {
        assertThat(shareOfNewItems(NEWS)).isGreaterThan(.7);
        assertThat(shareOfNewItems(NEWS.withHalfLife(Duration.ZERO))).isLessThan(.6);
    }

    /** Of the clicks after twenty hours, how many are on what was not there at the start. */
    private static double shareOfNewItems(SimulationConfig config) {
        Simulation simulation = new Simulation(config, 5);
        long from = config.startTime() + Duration.ofHours(20).toMillis();
        int later = 0;
        int all = 0;
        while (all < 2_000) {
            ClickEvent click = simulation.next();
            if (click.eventTime() > from) {
                all++;
                later += number(click.itemId()) >= config.items() ? 1 : 0;
            }
        }
        return later / (double) all;
    }

    @Test
    void impossibleWorldsAreRefused() {
        assertThatThrownBy(() -> SMALL.withUsers(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The users (0) of the simulation must be at least 1.");
        assertThatThrownBy(() -> SMALL.withItems(100, 0)).hasMessageContaining("at least 200");
        assertThatThrownBy(() -> NEWS.withHalfLife(Duration.ofMinutes(1)))
                .hasMessageContaining("half-life of items in ms (60000)");
        assertThatThrownBy(() -> SMALL.withSlateInfluence(1.5)).hasMessageContaining("1.5");
    }

    private static int level(double share) {
        return share < 0.002 ? 0 : share < 0.02 ? 1 : share < 0.15 ? 2 : 3;
    }

    private static int number(String itemId) {
        return Integer.parseInt(itemId, 1, itemId.length(), 10);
    }

    private static List<ClickEvent> take(Simulation simulation, int count) {
        List<ClickEvent> events = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            events.add(simulation.next());
        }
        return events;
    }
}
