package io.riffle.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cluster of separate JVMs, driven by the scripts that people use, on ports of its own. */
final class ClusterProcesses implements AutoCloseable {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Pattern VALUE = Pattern.compile("\"value\":\"(\\d+)\"");

    private final Path home;
    private final int brokerPort = freePort();
    private final int zooKeeperPort = freePort();
    private final int restPort = freePort();
    private final String options;

    ClusterProcesses(Path home) {
        this.home = home;
        options =
                Stream.of(
                                "rest.port=" + restPort,
                                "jobmanager.rpc.port=" + freePort(),
                                "riffle.kafka.brokers=" + brokers(),
                                "riffle.cache.size=64m",
                                "execution.checkpointing.interval=3s",
                                "taskmanager.numberOfTaskSlots=3",
                                "heartbeat.timeout=20s",
                                "high-availability.type=zookeeper",
                                "high-availability.zookeeper.quorum=localhost:" + zooKeeperPort,
                                "high-availability.storageDir=file://" + home + "/ha",
                                "high-availability.zookeeper.client.session-timeout=10s",
                                "high-availability.zookeeper.client.connection-timeout=5s")
                        .map(option -> "-D" + option)
                        .collect(Collectors.joining(" "));
    }

    String brokers() {
        return "localhost:" + brokerPort;
    }

    void startBroker() {
        cluster("start-broker", Integer.toString(brokerPort));
    }

    void startZooKeeper() {
        cluster("start-zookeeper", Integer.toString(zooKeeperPort));
    }

    /** Runs a verb that must succeed; what it said on standard output. */
    String cluster(String... verb) {
        return run(List.of(), ROOT.resolve("deploy/cluster/bin/cluster"), verb);
    }

    String riffle(String... command) {
        return run(List.of(), ROOT.resolve("deploy/bin/riffle"), command);
    }

    /** Kills a process the hard way; it gets no chance to say goodbye. */
    void kill(String name) {
        Path run = home.resolve("run").resolve(machine());
        ProcessHandle process =
                ProcessHandle.of(Long.parseLong(read(run.resolve(name + ".pid")))).orElseThrow();
        assertThat(process.destroyForcibly()).isTrue();
        until(name + " is gone", () -> !process.isAlive());
    }

    /** A number that Flink tells of the job of the recommendations, as soon as it does. */
    long metric(String name) {
        String uri =
                "http://localhost:"
                        + restPort
                        + "/jobs/"
                        + read(home.resolve("run/recommend.job"))
                        + "/metrics?get="
                        + name;
        AtomicLong newest = new AtomicLong(-1);
        until(
                "the job manager tells its metrics",
                () -> {
                    Matcher value = VALUE.matcher(get(uri));
                    boolean told = value.find();
                    newest.set(told ? Long.parseLong(value.group(1)) : -1);
                    return told;
                });
        return newest.get();
    }

    /** Whose folders of the home those of this machine are. */
    static String machine() {
        try (InputStream name = new ProcessBuilder("uname", "-n").start().getInputStream()) {
            return new String(name.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String get(String uri) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(uri)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Waits until something has happened; fails when it does not for a long time. */
    static void until(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
    }

    @Override
    public void close() {
        cluster("shutdown");
    }

    private String run(List<String> before, Path program, String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return run(home, options, command);
    }

    /** Runs a command line in the clone's folder; what it said on standard output. */
    static String run(Path home, String options, List<String> command) {
        Path out = home.resolve("command.out");
        Path err = home.resolve("command.err");
        ProcessBuilder process =
                new ProcessBuilder(command)
                        .directory(ROOT.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        process.environment().put("RIFFLE_BUILD", "never");
        process.environment().put("RIFFLE_CLUSTER_HOME", home.toString());
        process.environment().put("RIFFLE_CLUSTER_OPTIONS", options);
        try {
            int code = process.start().waitFor();
            assertThat(code)
                    .as(String.format(Locale.ROOT, "%s%n%s%n%s", command, read(out), read(err)))
                    .isZero();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return read(out);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
