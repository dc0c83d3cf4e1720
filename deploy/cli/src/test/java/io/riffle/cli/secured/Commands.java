package io.riffle.cli.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command line of an operator, of which nothing that it prints may hold a secret. */
final class Commands {

    private Commands() {}

    /**
     * All that an operator does but topics, a slate's reasons and forgetting.
     *
     * @param folder of the model store
     * @param client settings of the operator
     */
    static void all(Path folder, String brokers, Path client) throws IOException {
        Path events =
                Files.writeString(
                        folder.resolve("events.csv"),
                        "user_id,item_id,timestamp_seconds\nu1,i1,1700000000\n");
        String file = client.toString();
        run(
                0,
                "replay",
                "--events",
                events.toString(),
                "--brokers",
                brokers,
                "--client-config",
                file);
        run(0, "dead-letters", "list", "--brokers", brokers, "--client-config", file);
        run(
                0,
                "dead-letters",
                "retry",
                "--all",
                "--reason",
                "unparseable",
                "--brokers",
                brokers,
                "--client-config",
                file);
        String store = folder.resolve("store").toString();
        run(0, "model", "list", "--store", store, "--brokers", brokers, "--client-config", file);
        run(
                0,
                "model",
                "prune",
                "--store",
                store,
                "--brokers",
                brokers,
                "--client-config",
                file,
                "--dry-run");
    }

    /** Finds the click that was replayed when no job ran any more. */
    static void audit(String brokers, Path client) {
        run(1, "audit", "--pause", "0", "--brokers", brokers, "--client-config", client.toString());
    }

    /** Lists one item and one user, and no others. */
    static void withdrawOthers(Path folder, String brokers, Path client) throws IOException {
        Path items = Files.writeString(folder.resolve("items.csv"), "item_id,genres\ni1,new\n");
        Path users = Files.writeString(folder.resolve("users.csv"), "user_id,age\nu1,30\n");
        run(
                0,
                "catalogue",
                "send",
                "--items",
                items.toString(),
                "--users",
                users.toString(),
                "--withdraw-others",
                "--brokers",
                brokers,
                "--client-config",
                client.toString());
    }

    /** Runs it, expects its exit code, and returns what it said on standard error. */
    static String run(int code, String... arguments) {
        Terminal terminal = new Terminal();
        assertThat(terminal.run(arguments)).as(terminal.err()).isEqualTo(code);
        assertThat(terminal.out() + terminal.err()).doesNotContain(Identities.SECRET);
        return terminal.err();
    }
}
