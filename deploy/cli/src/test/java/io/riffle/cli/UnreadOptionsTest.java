package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that what is asked for would not read: refused, or its results were taken for others. */
class UnreadOptionsTest {

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evaluate --events e.csv --store s | --learn-every 9 | add --protocol prequential",
                "evaluate --events e.csv --store s | --no-baselines | add --protocol prequential",
                "evaluate --events e.csv --store s | --replay 2 | add --protocol prequential",
                "evaluate --events e.csv --store s | --score-from 0 | add --protocol prequential",
                "evaluate --events e.csv --store s | --items i.csv | add --protocol prequential",
                "evaluate --events e.csv --store s | --list-epochs 2 | leave it out",
                "evaluate --events e.csv --protocol prequential | --hop 5 | leave it out",
                "evaluate --events e.csv --protocol prequential | --seen window | leave it out",
                "evaluate --events e.csv --protocol prequential | --replay 2 | add --learn-every",
                "evaluate --lists l.csv | --protocol prequential | leave it out",
                "evaluate --lists l.csv | --action-weights CART:3 | leave it out",
                "evaluate --lists l.csv | --list-world brands | leave it out",
                "evaluate --simulated-lists 60 | --users u.csv | leave it out",
                "evaluate --simulated-lists 60 | --window 20 | add --online",
                "evaluate --simulated-lists 60 --online | --seeds 2 | leave it out",
                "simulate --out pom.xml/o --lists 5 | --views 1 | leave it out",
                "simulate --out pom.xml/o --lists 5 | --items 100 | leave it out",
                "simulate --out pom.xml/o --events 5 | --candidates 5 | leave it out"
            })
    void optionsOfAnotherProtocolAreRefused(String command, String option, String remedy) {
        assertThat(terminal.run((command + " " + option).split(" "))).isEqualTo(2);
        assertThat(terminal.err())
                .startsWith("The option " + option.split(" ", -1)[0] + " of riffle ")
                .contains(" must come with --")
                .contains("Maybe " + remedy);
    }
}
