package io.riffle.lab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.ModelUpdate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServedVersionsTest {

    private static final long ANNOUNCED = 1_000;

    private static long inUse(@Nullable ServedVersions served) {
        return ServedVersions.inUse(
                served,
                new ModelUpdate(
                        ModelUpdate.BACKBONE,
                        7,
                        0,
                        "/b/7",
                        "0a".repeat(32),
                        ANNOUNCED,
                        Map.of(),
                        0));
    }

    @Test
    void whatTheNewestAnswerNamesIsInUseWhateverIsAnnounced() {
        assertThat(inUse(new ServedVersions(5, 0, ANNOUNCED))).isEqualTo(5);
    }

    @Test
    void anAnswerFromBeforeTheAnnouncementSaysNothing() {
        assertThat(inUse(new ServedVersions(5, 0, ANNOUNCED - 1))).isEqualTo(7);
    }

    @Test
    void whereNobodyIsAnsweredByAModelTheAnnouncedOneIsTakenForIt() {
        assertThat(inUse(null)).isEqualTo(7);
        assertThat(inUse(new ServedVersions(0, 0, ANNOUNCED))).isEqualTo(7);
    }
}
