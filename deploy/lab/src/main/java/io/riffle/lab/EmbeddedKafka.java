package io.riffle.lab;

import io.riffle.lab.console.CommandException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker in this JVM: KRaft, one node that is broker and controller, on 127.0.0.1. Its
 * log lives in a folder of the caller's and is as durable as that folder.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int NODE = 1;
    private static final String HOST = "127.0.0.1";

    /** Says in a folder of Kafka's which cluster it is of. */
    private static final String FORMATTED = "meta.properties";

    private final KafkaRaftServer server;
    private final int port;

    /**
     * A listener beside the plain one that every client may use.
     *
     * @param protocol Kafka's name of it: SSL, SASL_SSL, ...
     * @param port on 127.0.0.1
     */
    public record Listener(String name, String protocol, int port) {}

    /** As below, with the plain listener alone. */
    public EmbeddedKafka(Path folder, int port) {
        this(folder, port, List.of(), Map.of());
    }

    /**
     * Starts the broker, in a new folder or on what an earlier one left; returns when clients can
     * connect.
     *
     * @param folder empty, or of an earlier broker
     * @param port of the clients' listener; 0 = any free one
     * @param beside more listeners
     * @param more of the broker's own settings, such as those of the listeners
     */
    public EmbeddedKafka(Path folder, int port, List<Listener> beside, Map<String, String> more) {
        this.port = port == 0 ? freePort() : requireFree(port);
        Map<String, String> settings = settings(folder, this.port, freePort());
        for (Listener listener : beside) {
            String address = listener.name() + "://" + HOST + ":" + listener.port();
            append(settings, "listeners", address);
            append(settings, "advertised.listeners", address);
            append(
                    settings,
                    "listener.security.protocol.map",
                    listener.name() + ":" + listener.protocol());
        }
        settings.putAll(more);
        KafkaConfig config = new KafkaConfig(settings);
        if (!Files.exists(folder.resolve(FORMATTED))) {
            format(folder);
        }
        server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
    }

    /** Where clients connect, {@code HOST:PORT}. */
    public String addresses() {
        return HOST + ":" + port;
    }

    /** Of the clients' listener. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder) {
        try {
            new Formatter()
                    // It speaks to standard output, which carries results only.
                    .setPrintStream(
                            new PrintStream(
                                    OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setMetadataLogDirectory(folder.toString())
                    .addDirectory(folder.toString())
                    .run();
        } catch (Exception e) {
            throw new CommandException(
                    "The folder (" + folder + ") of the embedded broker must be writable.", e);
        }
    }

    private static Map<String, String> settings(Path folder, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
        settings.put(
                "listeners",
                "CLIENTS://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "CLIENTS://" + HOST + ":" + port);
        settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("log.dirs", folder.toString());
        settings.put("metadata.log.dir", folder.toString());
        // One node: every internal topic has one replica and few partitions.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("auto.create.topics.enable", "false");
        // A consumer group of one need not wait for others to join, nor the only broker for a
        // successor.
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("controlled.shutdown.enable", "false");
        // Sized for a lab beside Flink on two cores: the defaults take 128 MiB of heap for
        // compaction alone.
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        settings.put("log.segment.bytes", Integer.toString(256 << 20));
        return settings;
    }

    private static void append(Map<String, String> settings, String key, String value) {
        settings.merge(key, value, (before, more) -> before + "," + more);
    }

    /** A port of this machine that nobody listens on. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CommandException(
                    "The address (" + HOST + ") of this machine must have a free port.", e);
        }
    }

    private static int requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return port;
        } catch (IOException e) {
            throw new CommandException(
                    "The port ("
                            + port
                            + ") of --port must be free on "
                            + HOST
                            + ".\nMaybe another broker or another demo runs there; --port 0 takes"
                            + " any free one.",
                    e);
        }
    }
}
