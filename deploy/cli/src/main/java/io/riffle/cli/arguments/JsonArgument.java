package io.riffle.cli.arguments;

import picocli.CommandLine.Option;

/** {@code --json}: the result for a program. */
public final class JsonArgument {

    @Option(names = "--json", description = "One line of JSON.")
    private boolean asked;

    /** Whether the result is to be one line of JSON, not words for a person. */
    public boolean asked() {
        return asked;
    }
}
