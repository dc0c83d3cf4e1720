package io.riffle.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost",
                "127.0.0.1",
                "127.255.255.255",
                "::1",
                "[::1]",
                "0:0:0:0:0:0:0:1"
            })
    void theseAreThisMachine(String host) {
        assertThat(Loopback.is(host)).isTrue();
        assertThat(settings(host).local()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.",
                "127.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1.",
                "127.0.0",
                "127.0.0.256",
                "127.0.0.01",
                "127.0.0.1\n",
                "128.0.0.1",
                "localhost.evil.example",
                "[127.0.0.1]",
                "[localhost]",
                "::1.evil.example",
                "::2",
                "0.0.0.0",
                "::"
            })
    void theseNeedNotBe(String host) {
        assertThat(Loopback.is(host)).isFalse();
        assertThat(settings(host).local()).isFalse();
    }

    private static HttpSettings settings(String host) {
        return new HttpSettings(host, 0, Set.of(), null, Set.of(), 1_024, 0);
    }
}
