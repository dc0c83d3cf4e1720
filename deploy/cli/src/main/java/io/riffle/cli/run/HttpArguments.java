package io.riffle.cli.run;

import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.gateway.http.HttpSettings;
import io.riffle.gateway.http.Tls;
import io.riffle.lab.console.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How {@code riffle serve} speaks HTTP. */
final class HttpArguments {

    /** A token that is shorter is guessed. */
    private static final int SHORTEST_TOKEN = 16;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = HttpSettings.LOOPBACK,
            description = "Address to listen at (default: ${DEFAULT-VALUE}, this machine only).")
    private String host = HttpSettings.LOOPBACK;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8088",
            description = "Port to listen at; 0 = any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Tokens, one a line, at least 16 characters each: callers show one of them as"
                            + " Authorization: Bearer TOKEN.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--open",
            description = "Lets in everybody who can connect, at an address beyond this machine.")
    private boolean open;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "PKCS12 with certificate and key: HTTPS. Read again when it changes.")
    private @Nullable Path keystore;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "Its first line is the password of the key store.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--cors",
            paramLabel = "ORIGIN",
            arity = "1..*",
            description =
                    "Whose pages browsers may let call, as https://shop.example; several may be"
                            + " given.")
    private List<String> origins = List.of();

    @Option(
            names = "--max-body",
            paramLabel = "BYTES",
            defaultValue = "262144",
            description = "Largest body of a request (default: ${DEFAULT-VALUE}).")
    private int maxBody;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Requests a second of one token, or of one address where there are none; 0 = as"
                            + " many as it likes (default: ${DEFAULT-VALUE}).")
    private double rate;

    HttpSettings settings() throws IOException {
        ArgumentRules.within(spec, "port", "--port", port, 0, 65_535);
        ArgumentRules.within(spec, "largest body", "--max-body", maxBody, 1_024, 16 << 20);
        ArgumentRules.atLeast(spec, "rate", "--rate", rate, 0);
        for (String origin : origins) {
            if (!origin.matches("https?://[^/*\\s]+")) {
                throw ArgumentRules.broken(
                        spec, "origin", origin, "--cors", "be scheme and host, as https://a.b");
            }
        }
        HttpSettings settings =
                new HttpSettings(
                        host, port, tokens(), tls(), new LinkedHashSet<>(origins), maxBody, rate);
        if (settings.tokens().isEmpty() && !settings.local() && !open) {
            throw ArgumentRules.broken(
                    spec,
                    "address",
                    host,
                    "--host",
                    "be of this machine where there is no --token-file; maybe say --open");
        }
        return settings;
    }

    private Set<String> tokens() throws IOException {
        Set<String> tokens = new LinkedHashSet<>();
        if (tokenFile == null) {
            return tokens;
        }
        for (String line : Files.readAllLines(tokenFile)) {
            String token = line.strip();
            if (token.isEmpty() || token.startsWith("#")) {
                continue;
            }
            if (token.length() < SHORTEST_TOKEN) {
                throw new CommandException(
                        "The token (not shown here) of "
                                + tokenFile
                                + " must have at least 16 characters.\nMaybe make one with"
                                + " openssl rand -hex 32.");
            }
            tokens.add(token);
        }
        if (tokens.isEmpty()) {
            throw new CommandException(
                    "The file (" + tokenFile + ") of --token-file must hold a token.");
        }
        return tokens;
    }

    private @Nullable Tls tls() throws IOException {
        if (keystore == null && passwordFile == null) {
            return null;
        }
        if (keystore == null || passwordFile == null) {
            throw ArgumentRules.broken(
                    spec,
                    "file",
                    String.valueOf(keystore == null ? passwordFile : keystore),
                    keystore == null ? "--tls-password-file" : "--tls-keystore",
                    "come with " + (keystore == null ? "--tls-keystore" : "--tls-password-file"));
        }
        List<String> lines = Files.readAllLines(passwordFile);
        return new Tls(keystore, lines.isEmpty() ? "" : lines.get(0));
    }
}
