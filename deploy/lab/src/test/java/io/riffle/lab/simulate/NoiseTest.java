package io.riffle.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoiseTest {

    private static final SimulationConfig SMALL =
            SimulationConfig.defaults().withUsers(50).withItems(300, 20);
    private static final int EVENTS = 4_000;

    @Test
    void theClicksOfThePersonsAreTheSameWithAndWithout() {
        Simulation plain = new Simulation(SMALL, 3);

        for (ClickEvent event : events(2.5, .2)) {
            if (event.eventId().startsWith("s")) {
                assertThat(event).isEqualTo(plain.next());
            }
        }
    }

    @Test
    void viewsAndRobotsHaveTheirShares() {
        List<ClickEvent> events = events(2.5, .2);

        double views = events.stream().filter(e -> e.action() == Action.VIEW).count();
        double robots = events.stream().filter(e -> e.userId().startsWith("robot")).count();
        double clicks = EVENTS - views - robots;
        assertThat(views / clicks).isCloseTo(2.5, within(.1));
        assertThat(robots / (robots + clicks)).isCloseTo(.2, within(.03));
    }

    @Test
    void eventsAreInOrderOfTimeAndHaveIdsOfTheirOwn() {
        Set<String> ids = new HashSet<>();
        long time = 0;
        for (ClickEvent event : events(1, .5)) {
            assertThat(ids.add(event.eventId())).isTrue();
            assertThat(event.eventTime()).isGreaterThanOrEqualTo(time);
            time = event.eventTime();
        }
    }

    @Test
    void sharesOutOfRangeAreRefused() {
        Simulation world = new Simulation(SMALL, 3);

        assertThatThrownBy(() -> new Noise(world, -1, 0, 1)).hasMessageContaining("views");
        assertThatThrownBy(() -> new Noise(world, 0, 1, 1)).hasMessageContaining("robots");
    }

    private static List<ClickEvent> events(double views, double robots) {
        Noise noise = new Noise(new Simulation(SMALL, 3), views, robots, 3);
        List<ClickEvent> events = new ArrayList<>();
        for (int n = 0; n < EVENTS; n++) {
            events.add(noise.next());
        }
        return events;
    }
}
