package io.riffle.cli.secured;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Key stores of a broker and of accounts, made by the JDK's own tool, and the accounts' client
 * settings. Every secret begins with {@link #SECRET}, so that it can be looked for.
 */
record Identities(Path folder) {

    static final String SECRET = "sesame";

    private static final String MODULE =
            "org.apache.kafka.common.security.scram.ScramLoginModule required";

    /** Makes a key pair for each name, and a trust store of all. */
    static Identities of(Path folder, List<String> names) throws Exception {
        Identities identities = new Identities(Files.createDirectories(folder));
        for (String name : names) {
            identities.tool(
                    name,
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "SAN=ip:127.0.0.1",
                    "-validity",
                    "30");
            Path certificate = folder.resolve(name + ".cert");
            identities.tool(name, "-exportcert", "-alias", name, "-file", certificate.toString());
            identities.tool(
                    "trust",
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    name,
                    "-file",
                    certificate.toString());
        }
        return identities;
    }

    /** Of an account at the listener that asks for a password; in the file itself. */
    Path password(String account) throws IOException {
        return password(account, SECRET + "-scram-" + account, account + "-scram");
    }

    Path password(String account, String password, String file) throws IOException {
        Map<String, String> settings = trust("SASL_SSL");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                MODULE + " username=\"" + account + "\" password=\"" + password + "\";");
        return write(file, settings);
    }

    /** The same, where the file names a config provider that knows the secrets. */
    Path provided(String account) throws IOException {
        Path secrets =
                Files.writeString(
                        folder.resolve(account + "-secrets.properties"),
                        "password=" + SECRET + "-scram-" + account + "\n");
        Map<String, String> settings = trust("SASL_SSL");
        settings.put("config.providers", "file");
        settings.put(
                "config.providers.file.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                MODULE
                        + " username=\""
                        + account
                        + "\" password=\"${file:"
                        + secrets
                        + ":password}\";");
        return write(account + "-provided", settings);
    }

    /** Of an account at the listener that asks for a certificate. */
    Path certificate(String account) throws IOException {
        Map<String, String> settings = trust("SSL");
        settings.putAll(keys("ssl.", account));
        return write(account + "-tls", settings);
    }

    /** Settings of the broker's two listeners. */
    Map<String, String> broker(String scram, String mutual) {
        Map<String, String> settings = new TreeMap<>(keys("ssl.", "broker"));
        trust("SSL").forEach((key, value) -> settings.put(key, value));
        settings.remove("security.protocol");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put("listener.name." + scram + ".scram-sha-512.sasl.jaas.config", MODULE + ";");
        settings.put("listener.name." + mutual + ".ssl.client.auth", "required");
        settings.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/,DEFAULT");
        settings.put("authorizer.class.name", RecordingAuthorizer.class.getName());
        settings.put("super.users", "User:ANONYMOUS");
        return settings;
    }

    private Map<String, String> keys(String prefix, String name) {
        return Map.of(
                prefix + "keystore.location",
                folder.resolve(name + ".p12").toString(),
                prefix + "keystore.password",
                SECRET + "-store-" + name,
                prefix + "keystore.type",
                "PKCS12",
                prefix + "key.password",
                SECRET + "-store-" + name);
    }

    private Map<String, String> trust(String protocol) {
        return new TreeMap<>(
                Map.of(
                        "security.protocol",
                        protocol,
                        "ssl.truststore.location",
                        folder.resolve("trust.p12").toString(),
                        "ssl.truststore.password",
                        SECRET + "-store-trust",
                        "ssl.truststore.type",
                        "PKCS12"));
    }

    private Path write(String name, Map<String, String> settings) throws IOException {
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add(key + "=" + value));
        return Files.write(folder.resolve(name + ".properties"), lines);
    }

    private void tool(String store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", folder.resolve(store + ".p12").toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", SECRET + "-store-" + store));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream said = process.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(text);
            }
        }
    }
}
