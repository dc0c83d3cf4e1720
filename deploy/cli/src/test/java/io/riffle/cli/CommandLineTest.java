package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.cli.console.Console;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
