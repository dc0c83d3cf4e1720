package io.riffle.job.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.Served.Shown;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServedTest {

    private static Shown slate(String id, int items) {
        List<String> itemIds = IntStream.range(0, items).mapToObj(i -> id + i).toList();
        return new Shown(id, "home", 1_000, List.of(), itemIds);
    }

    @Test
    void oldestSlatesAreForgottenBeyondTheBounds() {
        Served served = Served.NOTHING;
        for (int i = 0; i < 1_000; i++) {
            served = served.and(slate("s" + i, 10));
        }
        assertThat(served.slates()).hasSize(Served.MOST_SLATES);
        assertThat(served.upTo("s999")).hasSize(10);
        assertThat(served.upTo("s0")).isEmpty();
        for (int i = 0; i < 100; i++) {
            served = served.and(slate("t" + i, 200));
        }
        assertThat(served.slates().stream().mapToInt(Shown::items).sum())
                .isEqualTo(Served.MOST_ITEMS);
    }

    @Test
    void slateOfTheSameIdIsRememberedOnce() {
        Served served = Served.NOTHING.and(slate("s", 3)).and(slate("t", 3)).and(slate("s", 2));
        assertThat(served.slates()).hasSize(2);
        assertThat(served.upTo("s")).hasSize(2);
    }

    @Test
    void whatWasShownOfLateIsByNumberOrByTime() {
        Served served = Served.NOTHING;
        for (int i = 0; i < 4; i++) {
            Shown shown = new Shown("s" + i, "home", 1_000L * i, List.of(), List.of("i" + i));
            served = served.and(shown);
        }
        served = served.and(new Shown("m", "mail", 9_000, List.of(), List.of("x")));
        assertThat(served.lately("home", 1, Long.MAX_VALUE, "")).containsOnly("i3");
        assertThat(served.lately("home", 0, 1_000, "")).containsOnly("i2", "i3");
        assertThat(served.lately("home", 1, Long.MAX_VALUE, "s3")).containsOnly("i2");
        assertThat(served.lately("home", 0, Long.MAX_VALUE, "")).isEmpty();
    }
}
