package io.riffle.cli;

import io.riffle.lab.console.Console;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands and keeps what they say. */
final class Terminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Returns the exit code. */
    int run(String... arguments) {
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false);
        int exitCode = Riffle.commandLine(console).execute(arguments);
        console.out().flush();
        console.err().flush();
        return exitCode;
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
