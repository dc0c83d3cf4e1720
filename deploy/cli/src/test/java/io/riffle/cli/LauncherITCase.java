package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on what this build packaged; it builds nothing here. */
class LauncherITCase {

    private static final Path LAUNCHER = Path.of("../bin/riffle").toAbsolutePath().normalize();

    @TempDir private Path elsewhere;

    @Test
    void runsFromAnyFolderAndThroughALink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(elsewhere.resolve("riffle"), LAUNCHER);
        assertThat(run(link, "--version")).isZero();
        assertThat(output("out")).startsWith("riffle ");
        assertThat(output("err")).isEmpty();
    }

    @Test
    void exitCodeIsTheCommands() throws IOException, InterruptedException {
        assertThat(run(LAUNCHER, "topics", "describe", "--brokers", "no-such-host.invalid:1"))
                .isEqualTo(1);
        assertThat(output("err")).contains("no-such-host.invalid:1");
        assertThat(run(LAUNCHER, "demo", "--no-such-option")).isEqualTo(2);
        assertThat(output("out")).isEmpty();
    }

    private int run(Path launcher, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process =
                new ProcessBuilder(command)
                        .directory(elsewhere.toFile())
                        .redirectOutput(elsewhere.resolve("out").toFile())
                        .redirectError(elsewhere.resolve("err").toFile());
        process.environment().put("RIFFLE_BUILD", "never");
        return process.start().waitFor();
    }

    private String output(String stream) throws IOException {
        return Files.readString(elsewhere.resolve(stream), StandardCharsets.UTF_8);
    }
}
