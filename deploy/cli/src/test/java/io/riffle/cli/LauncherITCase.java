package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on what this build packaged; it builds nothing here. */
class LauncherITCase {

    private static final Path LAUNCHER = Path.of("../bin/riffle").toAbsolutePath().normalize();

    @TempDir private Path elsewhere;
    private Map<String, String> environment = Map.of();

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

    @Test
    void optionsOfThePersonWinOverOurs() throws IOException, InterruptedException {
        for (String options :
                List.of(
                        "-Xmx64m",
                        "-Xmx128m -Xms128m",
                        "-XX:MaxHeapSize=96m",
                        "-Xms3g",
                        "-XX:+UseSerialGC",
                        "-Xmn32m")) {
            environment = Map.of("RIFFLE_JAVA_OPTS", options);
            assertThat(run(LAUNCHER, "--version")).as(options).isZero();
            assertThat(output("err")).as(options).isEmpty();
        }
    }

    @Test
    void fileNamesAreReadInAnyLocale() throws IOException, InterruptedException {
        Path file = Files.writeString(elsewhere.resolve("é漢.csv"), "user_id\n");
        for (Map<String, String> locale :
                List.of(
                        Map.of("LC_ALL", "C"),
                        Map.of("LC_ALL", "POSIX", "LANG", "C"),
                        Map.of("LC_ALL", "", "LC_CTYPE", "C"))) {
            environment = locale;
            assertThat(run(LAUNCHER, "evaluate", "--events", file.toString(), "--store", "none"))
                    .isEqualTo(1);
            assertThat(output("err")).doesNotContain("unmappable", "??");
        }
    }

    @Test
    void anotherAllocatorIsToldInOneLineByCommandsThatServe()
            throws IOException, InterruptedException {
        Path uname = Files.writeString(elsewhere.resolve("uname"), "#!/bin/sh\necho Darwin\n");
        assertThat(uname.toFile().setExecutable(true)).isTrue();
        environment = Map.of("PATH", elsewhere + ":" + System.getenv("PATH"));
        assertThat(run(LAUNCHER, "demo", "--help")).isZero();
        assertThat(output("err")).containsOnlyOnce("riffle: the allocator of this system (Darwin)");
        assertThat(run(LAUNCHER, "--version")).isZero();
        assertThat(output("err")).isEmpty();
    }

    @Test
    void aJavaHomeWithoutJavaIsTold() throws IOException, InterruptedException {
        environment = Map.of("JAVA_HOME", elsewhere.toString());
        assertThat(run(LAUNCHER, "--version")).isZero();
        assertThat(output("err")).contains("(" + elsewhere + ") of JAVA_HOME");
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
        process.environment().putAll(environment);
        return process.start().waitFor();
    }

    /**
     * What was written, without what a JVM says of options that the machine has for all of them.
     */
    private String output(String stream) throws IOException {
        return Files.readString(elsewhere.resolve(stream), StandardCharsets.UTF_8)
                .replaceAll("(?m)^Picked up J[A-Z_]+: .*\\R", "");
    }
}
