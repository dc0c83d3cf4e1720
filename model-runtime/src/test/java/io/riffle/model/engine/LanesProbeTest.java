package io.riffle.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Lanes that are there and do not compute are not served on. */
class LanesProbeTest {

    @Test
    void whatDoesNotComputeIsNotUsed() {
        assertThat(LanesProbe.passes(() -> true)).isTrue();
        assertThat(LanesProbe.passes(() -> false)).isFalse();
        assertThat(
                        LanesProbe.passes(
                                () -> {
                                    throw new InternalError("not supported: EXP");
                                }))
                .isFalse();
        assertThat(
                        LanesProbe.passes(
                                () -> {
                                    throw new NoClassDefFoundError("jdk/incubator/vector");
                                }))
                .isFalse();
    }

    @Test
    void whatEndsTheProcessIsNotHidden() {
        assertThatThrownBy(
                        () ->
                                LanesProbe.passes(
                                        () -> {
                                            throw new OutOfMemoryError();
                                        }))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
