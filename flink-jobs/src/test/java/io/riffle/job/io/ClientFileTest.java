package io.riffle.job.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientFileTest {

    private static final String LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule required";

    @TempDir private Path folder;

    @Test
    void everyProblemIsToldAtOnceAndNoSecretWithIt() throws IOException {
        ClientFile file =
                write(
                        "security.protocl=SSL",
                        "request.timeout.ms=soon",
                        "bootstrap.servers=a:1",
                        "ssl.truststore.location=" + folder.resolve("nowhere"),
                        "sasl.jaas.config=" + LOGIN + " username=me password=sesame open;",
                        "sasl.mechanism=");
        assertThat(file.settings()).isEmpty();
        assertThat(String.join("\n", file.problems()))
                .contains("The key (security.protocl) of ")
                .contains("The request.timeout.ms (soon) of ")
                .contains("The key (bootstrap.servers) of ")
                .contains("The ssl.truststore.location (" + folder.resolve("nowhere"))
                .contains("The value (sasl.jaas.config) of ")
                .contains("client.properties must ")
                .doesNotContain("sesame");
        assertThat(file.problems()).hasSizeBetween(5, 6).allMatch(line -> line.contains("Maybe"));
    }

    @Test
    void secretsStayInTheFileUntilAClientIsMade() throws IOException {
        String login = LOGIN + " username=\"me\" password=\"sesame; 1\";";
        ClientFile file =
                write("security.protocol=SASL_SSL", "sasl.jaas.config=" + login, "retries=7");
        assertThat(file.problems()).isEmpty();
        assertThat(file.settings()).containsEntry("sasl.jaas.config", login);
        Map<String, String> told = file.references();
        assertThat(told)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("retries", "7");
        assertThat(told.toString()).doesNotContain("sesame");
        assertThat(login(told)).isEqualTo(login);

        write("sasl.jaas.config=" + login.replace("sesame", "changed"));
        assertThat(login(told)).contains("changed");
    }

    @Test
    void valuesMayNameProvidersOfTheirOwn() throws IOException {
        Path secrets = Files.writeString(folder.resolve("secrets.properties"), "login=sesame\n");
        String provider =
                "config.providers=file\nconfig.providers.file.class="
                        + "org.apache.kafka.common.config.provider.FileConfigProvider";
        ClientFile file =
                write(
                        provider,
                        "ssl.key.password=open",
                        "sasl.jaas.config="
                                + LOGIN
                                + " password=\"${file:"
                                + secrets
                                + ":login}\";");
        assertThat(file.problems()).isEmpty();
        Map<String, String> told = file.references();
        assertThat(told).containsEntry("config.providers", "file,riffle-client-config");
        assertThat(told.toString()).doesNotContain("sesame").doesNotContain("=open");
        assertThat(login(told)).isEqualTo(LOGIN + " password=\"sesame\";");

        assertThat(write(provider, "ssl.key.password=${file:" + secrets + ":nobody}").problems())
                .singleElement()
                .asString()
                .contains("The value (ssl.key.password) of ")
                .contains("config provider");
        assertThat(write(provider, "ssl.key.password=${file:/nowhere/s:login}").problems())
                .singleElement()
                .asString()
                .contains("/nowhere/s");
    }

    @Test
    void aFileThatIsNoneIsNamed() throws IOException {
        assertThat(ClientFile.of(folder + "/none").problems())
                .singleElement()
                .asString()
                .startsWith("The client settings (" + folder)
                .contains("must be a file that can be read");
        assertThat(write("ssl.key.password=sesame\\u00zz").problems())
                .singleElement()
                .asString()
                .contains("must be Java properties")
                .doesNotContain("sesame");
    }

    @Test
    void secretsAmongTheOptionsAreRefused() {
        assertThat(
                        ClientFile.exposed(
                                Map.of("ssl.key.password", "sesame", "retries", "3"), "a.", "b"))
                .singleElement()
                .asString()
                .contains("The key (a.ssl.key.password) of the options must not hold a secret")
                .contains("the file that b names")
                .doesNotContain("sesame");
    }

    /** As a client gets it. */
    private static String login(Map<String, String> settings) {
        Map<String, Object> all = new java.util.HashMap<>(settings);
        all.put("bootstrap.servers", "127.0.0.1:1");
        Password password = new AdminClientConfig(all).getPassword("sasl.jaas.config");
        return password.value();
    }

    private ClientFile write(String... lines) throws IOException {
        Path file = folder.resolve("client.properties");
        Files.writeString(file, String.join("\n", lines) + "\n");
        return ClientFile.read(file);
    }
}
