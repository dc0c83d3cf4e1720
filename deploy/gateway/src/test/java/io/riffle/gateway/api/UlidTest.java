package io.riffle.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UlidTest {

    @Test
    void theTimeStandsInFrontAsTheSpecificationWritesIt() {
        // The example of github.com/ulid/spec.
        Ulid ids =
                new Ulid(InstantSource.fixed(Instant.ofEpochMilli(1469918176385L)), new Random());
        assertThat(ids.next()).startsWith("01ARYZ6S41").matches("[0-9A-HJKMNP-TV-Z]{26}");
    }

    @Test
    void noTwoAreTheSame() {
        Ulid ids = new Ulid(InstantSource.fixed(Instant.EPOCH), new Random(1));
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(all.add(ids.next())).isTrue();
        }
    }
}
