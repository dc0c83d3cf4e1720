package io.riffle.job.io;

import io.riffle.schema.Rules;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of the settings of a {@link ClientFile}. One sentence for each rule broken,
 * without the value of anything that Kafka calls a password.
 */
final class ClientRules {

    private static final Map<String, ConfigKey> KNOWN = known();

    /** What riffle sets on each client itself. */
    private static final Set<String> TAKEN =
            Set.of(
                    "bootstrap.servers",
                    "client.id",
                    "group.id",
                    "transactional.id",
                    "transaction.timeout.ms",
                    "enable.auto.commit",
                    "auto.offset.reset",
                    "isolation.level",
                    "allow.auto.create.topics",
                    "key.serializer",
                    "value.serializer",
                    "key.deserializer",
                    "value.deserializer");

    private static final List<String> FILES =
            List.of(
                    SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                    SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);

    /**
     * {@code Module required key="value" key=value;}: what Kafka says of another form may quote it.
     */
    private static final Pattern LOGIN =
            Pattern.compile(
                    "\\s*[\\w.$]+\\s+(?:required|requisite|sufficient|optional)"
                        + "(?:\\s+[\\w.]+\\s*=\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s;\"']+))*\\s*;\\s*",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*:[^}]*}");

    private final Path file;

    ClientRules(Path file) {
        this.file = file;
    }

    /** Whether it is a password to Kafka. */
    static boolean password(String key) {
        ConfigKey known = KNOWN.get(key);
        return known != null && known.type == ConfigDef.Type.PASSWORD;
    }

    /** Whether a value names a config provider. */
    static boolean refers(String value) {
        return REFERENCE.matcher(value).find();
    }

    List<String> problems(Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        if (file.toString().matches(".*[:}].*")) {
            problems.add(
                    problem(
                            "path",
                            file.toString(),
                            "the client settings",
                            "hold no : nor }",
                            "move the file"));
        }
        settings.forEach(
                (key, value) -> {
                    String problem = problem(key, value);
                    if (problem != null) {
                        problems.add(problem);
                    }
                });
        return problems;
    }

    private @Nullable String problem(String key, String value) {
        if (TAKEN.contains(key)) {
            return problem("key", key, "be left out", "an option of riffle sets it");
        }
        if (key.startsWith(AbstractConfig.CONFIG_PROVIDERS_CONFIG)) {
            return null; // judged when they are asked
        }
        ConfigKey known = KNOWN.get(key);
        if (known == null) {
            return problem(
                    "key",
                    key,
                    "be a setting of Kafka's clients",
                    "it is misspelt: see Kafka's documentation");
        }
        return refers(value) ? null : judged(known, value);
    }

    private @Nullable String judged(ConfigKey key, String value) {
        if (key.name.equals(SaslConfigs.SASL_JAAS_CONFIG)) {
            return LOGIN.matcher(value).matches()
                    ? null
                    : problem(
                            "value",
                            key.name,
                            "be a login module with its options, closed by ;",
                            "a value with blanks wants quotes: LoginModule required username=\"…\""
                                    + " password=\"…\";");
        }
        if (FILES.contains(key.name) && !readable(value)) {
            return problem(key.name, value, "be a file that can be read", "the path is misspelt");
        }
        try {
            Object typed = ConfigDef.parseType(key.name, value, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, typed);
            }
            return null;
        } catch (ConfigException e) {
            return key.type == ConfigDef.Type.PASSWORD
                    ? problem("value", key.name, "be of its form", "see Kafka's documentation")
                    : problem(key.name, value, "be of its form", told(e));
        }
    }

    private static boolean readable(String value) {
        try {
            return Files.isReadable(Path.of(value));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private String problem(String thing, String value, String must, String maybe) {
        return problem(thing, value, file.toString(), must, maybe);
    }

    static String problem(String thing, String value, String owner, String must, String maybe) {
        return Rules.sentence(thing, value, owner, must, maybe);
    }

    /** What a foreign exception says, without its full stop. */
    static String told(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).replaceFirst("\\.$", "");
    }

    private static Map<String, ConfigKey> known() {
        Map<String, ConfigKey> keys = new HashMap<>();
        for (ConfigDef client :
                List.of(
                        ProducerConfig.configDef(),
                        ConsumerConfig.configDef(),
                        AdminClientConfig.configDef())) {
            keys.putAll(client.configKeys());
        }
        return Map.copyOf(keys);
    }
}
