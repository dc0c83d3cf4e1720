package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.console.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** A command alone is what it is among all others. */
class CommandsTest {

    @Test
    void madeAloneEachSaysWhatItSaysAmongTheOthers() {
        Map<String, CommandLine> all = line().getSubcommands();

        assertThat(all).hasSizeGreaterThan(10);
        all.forEach(
                (name, command) -> {
                    Map<String, CommandLine> alone = line(name, "--help").getSubcommands();
                    assertThat(alone.keySet()).containsExactly(name);
                    assertThat(alone.values())
                            .allSatisfy(one -> assertThat(usages(one)).isEqualTo(usages(command)));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v model list", "--verbose -vv model list", "model --help"})
    void theFirstWordThatIsNoOptionNamesIt(String typed) {
        assertThat(line(typed.split(" ")).getSubcommands().keySet()).containsExactly("model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "modle list", "Model", "list model", "-- model"})
    void whereNoneIsNamedAllAreThere(String typed) {
        assertThat(line(typed.split(" ")).getSubcommands().keySet())
                .isEqualTo(line().getSubcommands().keySet());
    }

    private static Map<String, String> usages(CommandLine command) {
        Map<String, String> usages = new LinkedHashMap<>();
        usages.put("", command.getUsageMessage(Ansi.OFF));
        command.getSubcommands()
                .forEach((name, sub) -> usages.put(name, sub.getUsageMessage(Ansi.OFF)));
        return usages;
    }

    private static CommandLine line(String... args) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return Riffle.commandLine(new Console(nowhere, nowhere, false), args);
    }
}
