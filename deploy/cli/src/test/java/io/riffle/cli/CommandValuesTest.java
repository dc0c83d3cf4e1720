package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of options: judged before any file or broker is asked, and named in what is said. */
class CommandValuesTest {

    private final Terminal terminal = new Terminal();

    @Test
    void optionOutOfItsRangeNamesValueAndRule() {
        assertThat(terminal.run("demo", "--rate", "0")).isEqualTo(2);
        assertThat(terminal.err()).contains("The rate (0) of --rate must be above 0.");
        assertThat(terminal.run("demo", "--port", "70000")).isEqualTo(2);
        assertThat(terminal.err()).contains("(70000) of --port must be from 0 to 65535");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port | 70000 | be from 0 to 65535",
                "--deadline | 0 | be from 1 to 10000",
                "--max-in-flight | 0 | be at least 1",
                "--max-body | 10 | be from 1024",
                "--rate | -1 | be at least 0",
                "--cors | shop.example | be scheme and host",
                "--host | 0.0.0.0 | be of this machine where there is no --token-file",
                "--tls-keystore | k.p12 | come with --tls-password-file"
            })
    void aGatewayThatCannotBeIsWrongUsage(String option, String value, String rule) {
        assertThat(terminal.run("serve", "--brokers", "127.0.0.1:1", option, value)).isEqualTo(2);
        assertThat(terminal.err()).contains("(" + value + ")").contains(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "-1"})
    void moreEventsThanAreExplainedAreAUsageError(String events) {
        assertThat(terminal.run("why", "r", "--brokers", "127.0.0.1:1", "--events", events))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("(" + events + ") of --events must be from 0 to 10.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-age | -1 | (-1) of --max-age must be at least 0.",
                "--map-events | a=CART,seen=SHOWN | (seen) of --map-events must stand for an"
                        + " action",
                "--map-events | a=BUY | (a=BUY) of a mapping must be a name"
            })
    void whatNoJobIsToldAnAuditIsNotToldEither(String option, String value, String rule) {
        assertThat(terminal.run("audit", "--brokers", "127.0.0.1:1", option, value)).isEqualTo(2);
        assertThat(terminal.err()).contains(rule);
    }

    @Test
    void aTokenThatIsEasilyGuessedIsRefusedAndNotShown(@TempDir Path folder) throws IOException {
        Path tokens = Files.writeString(folder.resolve("tokens"), "# ours\nsecret\n");
        assertThat(
                        terminal.run(
                                "serve",
                                "--brokers",
                                "127.0.0.1:1",
                                "--token-file",
                                tokens.toString()))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("at least 16 characters").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "--epochs, 0",
        "--epochs, -1",
        "--width, 0",
        "--layers, 0",
        "--ffn-width, 0",
        "--max-history, 0",
        "--batch-positions, 0",
        "--learning-rate, 0",
        "--learning-rate, NaN",
        "--final-rate, 2",
        "--weight-decay, -1",
        "--dropout, 1",
        "--negative-count, 0",
        "--device, abacus",
        "--reranker-epochs, 0"
    })
    void aValueThatNoTrainingCanHaveIsWrongUsageBeforeAnyFileIsRead(String option, String value) {
        assertThat(
                        terminal.run(
                                "pretrain",
                                "--events",
                                "not-there.csv",
                                "--store",
                                "s",
                                option,
                                value))
                .isEqualTo(2);
        assertThat(terminal.err())
                .startsWith("The ")
                .contains("(" + value + ")")
                .contains(" must ")
                .doesNotContain("not-there", "Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evaluate --events not-there.csv --protocol prequential --learn-every 9 --width 0",
                "evaluate --events not-there.csv --protocol prequential --learn-every 9"
                        + " --learning-rate 0",
                "evaluate --events not-there.csv --store s --device abacus",
                "replay --events not-there.csv --brokers b:1 --from 0"
            })
    void soItIsOfOtherCommands(String command) {
        assertThat(terminal.run(command.split(" "))).isEqualTo(2);
        assertThat(terminal.err()).contains(" must ").doesNotContain("not-there", "Exception");
    }

    @Test
    void aPathThatIsNoneIsToldWithoutNamesOfClasses() {
        assertThat(terminal.run("evaluate", "--events", "a\u0000b", "--store", "s")).isEqualTo(2);
        assertThat(terminal.err()).contains("--events").doesNotContain("java.", "Exception");
    }

    @Test
    void valuesOfAListMayBeTypedInAnyCase() {
        assertThat(
                        terminal.run(
                                "pretrain",
                                "--events",
                                "not-there.csv",
                                "--store",
                                "s",
                                "--negatives",
                                "all",
                                "--windows",
                                "all"))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("not-there.csv");
        assertThat(terminal.run("dead-letters", "list", "--reason", "missing_id", "--brokers", "b"))
                .isEqualTo(1);
        assertThat(terminal.err()).contains("The brokers (b)");
    }

    @Test
    void optionsAreJudgedBeforeBrokersAreAsked(@TempDir Path folder) throws IOException {
        Path config = folder.resolve("options.yaml");
        Files.writeString(config, "riffle.slate.siz: 5\nparallelism.default: 0\n");
        assertThat(run(config)).isEqualTo(1);
        assertThat(terminal.err())
                .contains("riffle.slate.siz")
                .contains("The value (0) of parallelism.default must be 1 or more.")
                .doesNotContain("127.0.0.1:1");
    }

    @ParameterizedTest
    @CsvSource({
        "'\triffle.slate.size: 5', 'line 1, column 1'",
        "'a: 1\nriffle: {x: [1,\n', ', line '",
        "'[1,2]', 'must be keys with values'",
        "'just words', 'must be keys with values'",
        "'a: 1\n b: 2', ', line 2'"
    })
    void aFileOfOptionsThatIsNoneIsToldWithItsLine(String text, String place, @TempDir Path folder)
            throws IOException {
        Path config = folder.resolve("options.yaml");
        Files.writeString(config, text.replace("\\t", "\t").replace("\\n", "\n"));
        assertThat(run(config)).isEqualTo(1);
        assertThat(terminal.err())
                .contains(config.toString(), place, "of --config must be")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void anEmptyValueIsWrongUsage() {
        List<String[]> commands =
                List.of(
                        new String[] {"pretrain", "--events", "e.csv", "--out", ""},
                        new String[] {"simulate", "--events", "5", "--out", " "},
                        new String[] {"evaluate", "--events", "", "--model", "m"},
                        new String[] {"recommend", "--model=", "--history", "h"},
                        new String[] {"pretrain", "--events", "e", "--out", "o", "--items", ""});
        for (String[] command : commands) {
            Terminal one = new Terminal();
            assertThat(one.run(command)).as(String.join(" ", command)).isEqualTo(2);
            assertThat(one.err()).contains(") of --").contains("must be given");
        }
        assertThat(terminal.run("pretrain", "--events", "e.csv", "--out", "")).isEqualTo(2);
        assertThat(terminal.err()).contains("The folder () of --out must be given.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--out", "--store"})
    void anOptionWithTwoNamesIsNamedAsItWasTyped(String name, @TempDir Path folder)
            throws IOException {
        assertThat(terminal.run("pretrain", "--events", "e.csv", name + "=")).isEqualTo(2);
        assertThat(terminal.err()).contains("The folder () of " + name + " must be given.");
        Path file = Files.writeString(folder.resolve("file"), "");
        String inside = file.resolve("store").toString();
        assertThat(terminal.run("pretrain", "--events", "e.csv", name, inside)).isEqualTo(1);
        assertThat(terminal.err()).contains(") of " + name + " must be writable");
    }

    private int run(Path config) {
        return terminal.run(
                "run",
                "recommend",
                "--brokers",
                "127.0.0.1:1",
                "--store",
                "nowhere",
                "--config",
                config.toString());
    }
}
