package io.riffle.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.riffle.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the runbooks tell people to type is what the commands read. */
class RunbookCommandsTest {

    private static final Path RUNBOOKS = Path.of("../runbooks");

    /** In a line of its own or between ticks; without an option it is a name and no command. */
    private static final Pattern COMMAND =
            Pattern.compile(
                    "(?:^|`|-- )(?:deploy/bin/)?riffle ([a-z-]+ [^`#\\n]*--[^`#\\n]*)",
                    Pattern.MULTILINE);

    @Test
    void everyCommandIsRead() throws IOException {
        List<String> commands = commands();
        assertThat(commands).hasSizeGreaterThan(20);
        for (String command : commands) {
            assertThatCode(() -> new Terminal().parse(command.strip().split(" +")))
                    .as(command)
                    .doesNotThrowAnyException();
        }
    }

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            for (Path page : pages.sorted().toList()) {
                Matcher command = COMMAND.matcher(Files.readString(page));
                while (command.find()) {
                    commands.add(command.group(1));
                }
            }
        }
        return commands;
    }
}
