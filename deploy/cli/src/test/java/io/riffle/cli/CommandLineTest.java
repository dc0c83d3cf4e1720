package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

    private final Terminal terminal = new Terminal();

    @Test
    void everyCommandHasHelp() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        List<String[]> commands = new ArrayList<>();
        collect(Riffle.commandLine(new Console(nowhere, nowhere, false)), List.of(), commands);
        for (String[] command : commands) {
            Terminal asked = new Terminal();
            assertThat(asked.run(command)).as(String.join(" ", command)).isZero();
            assertThat(asked.out()).contains("Usage: riffle");
            assertThat(asked.err()).isEmpty();
        }
        assertThat(commands).hasSizeGreaterThan(12);
    }

    @Test
    void unknownOptionIsAUsageError() {
        assertThat(terminal.run("demo", "--speed", "3")).isEqualTo(2);
        assertThat(terminal.err()).contains("--speed");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void missingCommandIsAUsageError() {
        assertThat(terminal.run()).isEqualTo(2);
        assertThat(terminal.run("topics")).isEqualTo(2);
        assertThat(terminal.err()).contains("create or describe");
    }

    @Test
    void optionOutOfItsRangeNamesValueAndRule() {
        assertThat(terminal.run("demo", "--rate", "0")).isEqualTo(2);
        assertThat(terminal.err()).contains("The rate (0) of --rate must be above 0.");
        assertThat(terminal.run("demo", "--port", "70000")).isEqualTo(2);
        assertThat(terminal.err()).contains("(70000) of --port must be from 0 to 65535");
    }

    @ParameterizedTest
    @CsvSource({
        "pretrain --event x.csv --out s, --event, --events",
        "pretrain --event=x.csv --out s, --event, --events",
        "pretrain --events x.csv --ou s, --ou, --out",
        "dead-letters retry --reson EMPTY --brokers b:1, --reson, --reason",
        "run recommend --broker b:1 --store s, --broker, --brokers",
        "simulate --event 5 --out s, --event, --events"
    })
    void anOptionThatIsRequiredAndMisspeltIsSuggested(
            String command, String unknown, String meant) {
        assertThat(terminal.run(command.split(" "))).isEqualTo(2);
        assertThat(terminal.err()).contains("'" + unknown + "'").contains(meant);
        assertThat(terminal.err()).doesNotContain("Missing required");
    }

    @Test
    void anOptionThatIsReallyMissingIsNamed() {
        assertThat(terminal.run("pretrain", "--events", "x.csv")).isEqualTo(2);
        assertThat(terminal.err()).contains("Missing required").contains("--store");
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
                "evaluate --events not-there.csv --store s --learning-rate 0",
                "evaluate --events not-there.csv --store s --width 0",
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pretrain --events x.csv",
                "evaluate --events x.csv",
                "recommend --history x.jsonl",
                "model inspect",
                "model list",
                "run recommend --brokers b",
                "run train --brokers b"
            })
    void theStoreHasOneNameEverywhere(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("--store", "nowhere/at/all"));
        terminal.run(words.toArray(String[]::new));
        assertThat(terminal.err()).doesNotContain("Unknown option").doesNotContain("Missing");
    }

    @Test
    void aStoreWithoutItsOptionIsListedAllTheSame() {
        assertThat(terminal.run("model", "list", "nowhere/at/all")).isEqualTo(1);
        assertThat(terminal.err()).contains("(nowhere/at/all)");
        assertThat(terminal.run("model", "list")).isEqualTo(2);
    }

    @Test
    void whatEvaluateLacksIsNamed() {
        assertThat(terminal.run("evaluate", "--events", "x.csv")).isEqualTo(2);
        assertThat(terminal.err()).contains("--store STORE").contains("must be given");
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

    @Test
    void twoSourcesOfClicksAreAUsageError() {
        assertThat(terminal.run("demo", "--events", "a.csv", "--raw", "b.jsonl")).isEqualTo(2);
    }

    @Test
    void missingFileIsNamed() {
        assertThat(terminal.run("demo", "--raw", "not-there.jsonl")).isEqualTo(1);
        assertThat(terminal.err()).contains("The file (not-there.jsonl)").doesNotContain("\tat ");
    }

    @Test
    void missingModelIsNamedBeforeAnythingStarts(@TempDir Path folder) {
        String store = folder.resolve("no-store").toString();
        assertThat(terminal.run("demo", "--model", store)).isEqualTo(1);
        assertThat(terminal.err()).contains(store).contains("must");
        assertThat(terminal.run("model", "inspect", "--model", store)).isEqualTo(1);
    }

    private static void collect(CommandLine line, List<String> path, List<String[]> commands) {
        List<String> words = new ArrayList<>(path);
        words.add("--help");
        commands.add(words.toArray(String[]::new));
        line.getSubcommands()
                .forEach(
                        (name, command) -> {
                            List<String> deeper = new ArrayList<>(path);
                            deeper.add(name);
                            collect(command, deeper, commands);
                        });
    }
}
