package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.cli.arguments.Checked;
import io.riffle.lab.console.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

/** What the checks of options throw before a command runs: told like what commands throw. */
class FailedChecksTest {

    private static final String RULE = "The folder (f) of libraries must be writable.";

    private final Terminal terminal = new Terminal();

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IllegalStateException(RULE), RULE),
                Arguments.of(new CommandException(RULE), RULE),
                Arguments.of(
                        new UncheckedIOException(new NoSuchFileException("k.csv")),
                        "The file (k.csv) of the command line must exist."),
                Arguments.of(
                        new UncheckedIOException(new IOException("disk gone")),
                        "The files of the command must be readable and writable: disk gone."));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whateverACheckThrowsIsToldInASentence(RuntimeException thrown, String told) {
        assertThat(terminal.runWith("failing", new Failing(thrown), "failing")).isEqualTo(1);
        assertThat(terminal.err()).startsWith(told).doesNotContain("Exception", "\tat ", "--help");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void itsTraceIsShownWhenAskedFor() {
        Failing failing = new Failing(new IllegalStateException(RULE));
        assertThat(terminal.runWith("failing", failing, "failing", "-v")).isEqualTo(1);
        assertThat(terminal.err()).startsWith(RULE).contains("IllegalStateException", "\tat ");
    }

    @Test
    void aValueOutOfItsRangeStaysWrongUsage() {
        Failing failing = new Failing(new IllegalArgumentException(RULE));
        assertThat(terminal.runWith("failing", failing, "failing")).isEqualTo(2);
        assertThat(terminal.err()).startsWith(RULE).contains("--help").doesNotContain("\tat ");
    }

    @Command(name = "failing")
    private record Failing(RuntimeException thrown) implements Checked, Callable<Integer> {
        @Override
        public void check() {
            throw thrown;
        }

        @Override
        public Integer call() {
            return 0;
        }
    }
}
