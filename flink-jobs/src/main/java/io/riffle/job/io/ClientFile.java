package io.riffle.job.io;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Settings of Kafka clients in a file of Java properties under Kafka's own names, as Kafka's tools
 * take them: how clients are let in, above all. Values may name Kafka's config providers.
 *
 * <p><b>Errors</b>: everything that is wrong is in {@link #problems}, and no secret with it; a file
 * with problems has no settings.
 */
public final class ClientFile {

    /** The provider that reads this file again, where a client is made. */
    private static final String OURS = "riffle-client-config";

    private static final String PROVIDERS = AbstractConfig.CONFIG_PROVIDERS_CONFIG;

    private final Path file;
    private final Map<String, String> settings;
    private final List<String> problems;

    private ClientFile(Path file, Map<String, String> settings, List<String> problems) {
        this.file = file;
        this.settings = settings;
        this.problems = List.copyOf(problems);
    }

    /** As {@link #read}, of a path as somebody typed it. */
    public static ClientFile of(String path) {
        try {
            return read(Path.of(path.replaceFirst("^file://(?=/)", "")));
        } catch (InvalidPathException e) {
            return new ClientFile(
                    Path.of(""),
                    Map.of(),
                    List.of(
                            ClientRules.problem(
                                    "path",
                                    path,
                                    "the client settings",
                                    "be one of this machine",
                                    "it is misspelt")));
        }
    }

    /**
     * Secrets that stand where they would be seen: options are printed by Flink, on its pages and
     * in its logs.
     *
     * @param settings of the clients, by Kafka's names
     * @param prefix of their options
     * @param instead the option that names a file
     * @return one sentence each
     */
    public static List<String> exposed(
            Map<String, String> settings, String prefix, String instead) {
        return settings.entrySet().stream()
                .filter(setting -> ClientRules.password(setting.getKey()))
                .filter(setting -> !ClientRules.refers(setting.getValue()))
                .map(
                        setting ->
                                ClientRules.problem(
                                        "key",
                                        prefix + setting.getKey(),
                                        "the options",
                                        "not hold a secret, which Flink would show",
                                        "put it into the file that " + instead + " names"))
                .toList();
    }

    /** Reads a file and judges all of it, the files it names included. */
    public static ClientFile read(Path given) {
        Path file = given.toAbsolutePath().normalize();
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return broken(file, "be a file that can be read", "the path is misspelt");
        }
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(in);
        } catch (IOException | IllegalArgumentException e) {
            // Not its own words: they may quote the line.
            return broken(file, "be Java properties in UTF-8", "a backslash must be written twice");
        }
        Map<String, String> settings = new TreeMap<>();
        read.stringPropertyNames().forEach(key -> settings.put(key, read.getProperty(key)));
        List<String> problems = new ArrayList<>(new ClientRules(file).problems(settings));
        if (problems.isEmpty()) {
            resolve(file, settings, problems);
        }
        return new ClientFile(file, problems.isEmpty() ? settings : Map.of(), problems);
    }

    /** One sentence for each rule that is broken; empty when the file can be used. */
    public List<String> problems() {
        return problems;
    }

    /** As they stand in the file, for clients of this process. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /**
     * For clients that are made later and elsewhere, from a file at the same path: what is secret
     * is named here and not told, so that no plan of a job holds it, and a changed one is read when
     * a client is made anew.
     */
    public Map<String, String> references() {
        Map<String, String> all = new TreeMap<>();
        boolean secrets = false;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            boolean hidden =
                    ClientRules.password(setting.getKey())
                            && !ClientRules.refers(setting.getValue());
            secrets |= hidden;
            all.put(
                    setting.getKey(),
                    hidden
                            ? "${" + OURS + ":" + file + ":" + setting.getKey() + "}"
                            : setting.getValue());
        }
        if (secrets) {
            all.merge(PROVIDERS, OURS, (others, ours) -> others + "," + ours);
            all.put(PROVIDERS + "." + OURS + ".class", FileConfigProvider.class.getName());
        }
        return all;
    }

    /** Asks the file's providers, so that what they cannot give is told now. */
    private static void resolve(Path file, Map<String, String> settings, List<String> problems) {
        Map<String, Object> all = new TreeMap<>(settings);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        try {
            AdminClientConfig resolved = new AdminClientConfig(all);
            resolved.originalsStrings()
                    .forEach(
                            (key, value) -> {
                                if (ClientRules.refers(value)) {
                                    problems.add(unresolved(file, key));
                                }
                            });
        } catch (RuntimeException e) {
            // Of a provider that cannot read: what it says names its files, never their contents.
            problems.add(
                    ClientRules.problem(
                            "config providers",
                            file.toString(),
                            "the client settings",
                            "be able to answer",
                            "a file that a value names is missing: " + ClientRules.told(e)));
        }
    }

    private static String unresolved(Path file, String key) {
        return ClientRules.problem(
                "value",
                key,
                file.toString(),
                "be known to its config provider",
                "the key that it names is misspelt");
    }

    private static ClientFile broken(Path file, String must, String maybe) {
        return new ClientFile(
                file,
                Map.of(),
                List.of(
                        String.format(
                                Locale.ROOT,
                                "The client settings (%s) must %s.%nMaybe %s.",
                                file,
                                must,
                                maybe)));
    }
}
