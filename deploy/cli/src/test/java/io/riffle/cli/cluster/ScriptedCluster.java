package io.riffle.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The cluster's script on a machine whose java is a script too ({@code java.sh} of the resources):
 * it starts nothing and tells what was asked of it.
 */
final class ScriptedCluster implements AutoCloseable {

    private static final Path SCRIPT = ClusterProcesses.ROOT.resolve("deploy/cluster/bin/cluster");
    private static final Path JAVA = Path.of("src/test/resources/io/riffle/cli/cluster/java.sh");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /** Everything it needs lies in an empty folder, its home under {@code home} of it. */
    ScriptedCluster(Path folder) {
        this.folder = folder;
        write("conf/config.yaml", "rest.address: localhost");
        write("conf/log4j2.xml", "");
        write("lib/riffle-flink-jobs-0.jar", "");
        write("client", "");
        write("process", "");
        write("question", "");
        write("bin/java", read(JAVA));
        assertThat(folder.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        with("FAKE", folder.toString());
        with("SCRIPT", SCRIPT.toString());
        with("REAL_JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
        with("REAL_CLASS_PATH", System.getProperty("java.class.path"));
        with("RIFFLE_BUILD", "never");
        with("RIFFLE_LIB", folder.resolve("lib").toString());
        with("RIFFLE_CLUSTER_CONF", folder.resolve("conf").toString());
        with("RIFFLE_CLUSTER_HOME", home().toString());
    }

    Path home() {
        return folder.resolve("home");
    }

    void with(String variable, String value) {
        environment.put(variable, value);
    }

    /** A file of the folder: {@code conf/config.yaml}, or what a client or a process does. */
    Path write(String file, String text) {
        Path path = folder.resolve(file);
        try {
            Files.createDirectories(path.getParent());
            return Files.writeString(path, text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a verb from the folder; its exit code. */
    int run(String... words) {
        ProcessBuilder process =
                new ProcessBuilder("bash", SCRIPT.toString())
                        .directory(folder.toFile())
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile());
        process.command().addAll(List.of(words));
        process.environment()
                .keySet()
                .removeIf(name -> name.matches("JAVA_HOME|(RIFFLE|FLINK)_.*"));
        process.environment().putAll(environment);
        try {
            Process running = process.start();
            assertThat(running.waitFor(2, TimeUnit.MINUTES)).as(String.join(" ", words)).isTrue();
            return running.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Submits the job of the recommendations, to be told that it runs under an id. */
    void submits(String id, String... options) {
        write("client", "echo Job has been submitted with JobID " + id);
        List<String> words = new ArrayList<>(List.of("submit", "recommend"));
        words.addAll(List.of(options));
        assertThat(run(words.toArray(String[]::new))).as(err()).isZero();
    }

    /** What the last verb said on standard output. */
    String out() {
        return read(folder.resolve("out")).strip();
    }

    /** What the last verb said to people. */
    String err() {
        return read(folder.resolve("err")).strip();
    }

    /** A folder of the home that belongs to this machine's processes. */
    Path own(String kind) {
        return home().resolve(kind).resolve(ClusterProcesses.machine());
    }

    /** The words that the last process was started with; none when there was no process. */
    List<String> words() {
        Path words = folder.resolve("words");
        return Files.exists(words) ? read(words).lines().toList() : List.of();
    }

    @Override
    public void close() {
        run("shutdown");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
