package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.riffle.lab.console.Console;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Which words make a command: names of commands and options, and what is missing. */
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
    void everyTextOfACommandIsAFormat() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        List<String> lines = new ArrayList<>();
        describe(Riffle.commandLine(new Console(nowhere, nowhere, false)), lines);
        assertThat(lines)
                .hasSizeGreaterThan(30)
                .allSatisfy(
                        line ->
                                assertThatCode(() -> String.format(line).length())
                                        .as(line)
                                        .doesNotThrowAnyException());
    }

    private static void describe(CommandLine command, List<String> into) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        Stream.of(usage.header(), usage.description(), usage.footer())
                .forEach(lines -> into.addAll(List.of(lines)));
        command.getSubcommands().values().forEach(sub -> describe(sub, into));
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
